import { describe, expect, test } from 'vitest'
import { BerthError } from './berth-error'
import type { ContainerObservation } from './container-observation'
import type { ImageTarget } from './image-target'
import { berthLabels, composeLabels, imageLabels } from './label-names'
import type { Plan } from './plan'
import { planDeployment } from './plan-deployment'
import type { PlanInput } from './plan-input'
import { planLines } from './render-plan'
import {
  oldTag,
  newTag,
  reference,
  image,
  container,
  registryTarget,
  missing,
  deploy,
  shop,
  input,
} from '../testing/sample-plan-input'

function refusal(changes: Partial<PlanInput>): string {
  try {
    planDeployment(input(changes))
  } catch (error) {
    if (error instanceof BerthError) return error.code
    throw error
  }
  return 'not refused'
}

const changesOf = (plan: Plan): Record<string, string> =>
  Object.fromEntries(plan.services.map(({ name, change }) => [name, change.kind]))

describe('a slot that was rolled back', () => {
  const hold = { holdId: 'r7', tag: newTag, by: '정유진', sinceMs: 5, deploymentId: 'd7' }
  const rollback = { kind: 'rollback', releaseId: 'r1', services: null } as const

  test('is held: a deploy of that branch says so first, of another one it does not', () => {
    const warning = { kind: 'held', holdIds: ['r7'], held: newTag, by: '정유진', sinceMs: 5 }
    const plan = planDeployment(input({ holds: [hold] }))
    expect(plan.warnings[0]).toEqual(warning)
    expect(planLines(plan, 'en').join(' ')).toContain(`정유진 rolled the slot back from ${newTag}`)
    expect(planLines(plan, 'ko').join(' ')).toContain('배포 보류')
    expect(planDeployment(input({ holds: [{ ...hold, tag: 'kickoff-240701-coupon' }] })).warnings).toEqual(
      planDeployment(input()).warnings,
    )
    // What is carried out is the same: only the yes is another one.
    expect(plan.fingerprint).toBe(planDeployment(input()).fingerprint)
  })

  test('is going to be held by what the rollback goes away from, unless that only puts back what was deployed', () => {
    const goingBack = { operation: rollback, targets: new Map(shop.map((name) => [name, registryTarget(name, 'b')])) }
    const plan = planDeployment(input({ ...goingBack, currentReleaseId: 'r2' }))
    expect(plan.holds).toEqual([oldTag])
    expect(planLines(plan, 'en').at(-1)).toContain(`dev1 will be held: ${oldTag}`)
    expect(planDeployment(input({ ...goingBack, currentReleaseId: 'r1' })).holds).toBeUndefined()
    expect(planDeployment(input()).holds).toBeUndefined()
  })
})

describe('a switch of a whole slot', () => {
  test('pulls everything, then goes from the back end to the front end, and removes the old ones last', () => {
    expect(planLines(planDeployment(input()), 'en')).toEqual([
      'Deploy kickoff-240603-search to dev1',
      '  api    kickoff-240510-dashboard → kickoff-240603-search, downtime not known',
      '  admin  kickoff-240510-dashboard → kickoff-240603-search, downtime not known',
      '  web    kickoff-240510-dashboard → kickoff-240603-search, downtime not known',
      '',
      'Steps',
      '  1. pull registry.example.com/shop/api:kickoff-240603-search: its image changes',
      '  2. pull registry.example.com/shop/admin:kickoff-240603-search: its image changes',
      '  3. pull registry.example.com/shop/web:kickoff-240603-search: its image changes',
      '  4. lock the slot: one deployment a slot at a time',
      '  5. record the way back: whoever looks next must know, and be able to go back',
      '  6. create the new api beside the old one: its image changes',
      '  7. create the new admin beside the old one: its image changes',
      '  8. create the new web beside the old one: its image changes',
      '  9. stop api: makes room for the new one',
      '  10. start api: takes the place of the old one',
      '  11. wait for api, it must stay up for 10 s: must serve before anything else goes on',
      '  12. stop admin: makes room for the new one',
      '  13. start admin: takes the place of the old one',
      '  14. wait for admin, it must stay up for 10 s: must serve before anything else goes on',
      '  15. stop web: makes room for the new one',
      '  16. start web: takes the place of the old one',
      '  17. wait for web, it must stay up for 10 s: must serve before anything else goes on',
      '  18. remove the old api, keep its volumes: every new container serves',
      '  19. remove the old admin, keep its volumes: every new container serves',
      '  20. remove the old web, keep its volumes: every new container serves',
      '  21. check the image that api runs: must be the planned one',
      '  22. check the image that admin runs: must be the planned one',
      '  23. check the image that web runs: must be the planned one',
      '  24. unlock the slot: done',
      '',
      'Before you confirm',
      '  api has no health check: Berth only sees whether it stays up for 10 s.',
      '  admin has no health check: Berth only sees whether it stays up for 10 s.',
      '  web has no health check: Berth only sees whether it stays up for 10 s.',
    ])
  })

  test('is told in Korean as well, with what a person should know first', () => {
    const healthCheck = { intervalMs: 5_000, timeoutMs: 3_000, startPeriodMs: 40_000, retries: 3 }
    const plan = planDeployment(
      input({
        containers: [container('api', { healthCheck }), container('web')],
        images: new Map([
          [
            'id-api-a',
            image('api', oldTag, 'a', { [imageLabels.version]: '1.3.11', [imageLabels.revision]: '4be1c07' }),
          ],
        ]),
        targets: new Map([
          ['api', registryTarget('api', 'b', image('api', newTag, 'b', { [imageLabels.version]: '1.3.10' }))],
          ['web', missing('web')],
        ]),
      }),
    )
    expect(planLines(plan, 'ko')).toEqual([
      'dev1 배포: kickoff-240603-search',
      '  api  kickoff-240510-dashboard 4be1c07 → kickoff-240603-search, 약 41초 중단',
      '  web  kickoff-240510-dashboard, 유지: 이 태그의 이미지 없음',
      '',
      '단계',
      '  1. 슬롯 잠금: 슬롯당 배포는 한 번에 하나입니다',
      '  2. 되돌릴 방법 기록: 누구나 상황을 알고 되돌릴 수 있도록',
      '  3. 새 컨테이너 만들기: api: 이미지가 바뀝니다',
      '  4. 중지: api: 새 컨테이너의 자리를 비웁니다',
      '  5. 시작: api: 이전 컨테이너를 대신합니다',
      '  6. 검사 대기: api, 69초 안에 상태 검사를 통과해야 합니다: 정상이어야 다음으로 넘어갑니다',
      '  7. 이전 컨테이너 제거(볼륨은 유지): api: 새 컨테이너가 모두 정상입니다',
      '  8. 실행 이미지 확인: api: 계획한 이미지여야 합니다',
      '  9. 슬롯 잠금 해제: 완료',
      '',
      '확인 전에 볼 것',
      '  web: registry.example.com/shop/web:kickoff-240603-search 이미지가 없어 그대로 둡니다.',
      '  슬롯에 브랜치가 섞입니다: kickoff-240603-search, kickoff-240510-dashboard',
      '  플랫폼 버전이 1.3.11에서 1.3.10 버전으로 내려갑니다.',
    ])
  })

  test('a version that the team wrote down for a tag counts where the image tells none', () => {
    const versions = new Map([
      [oldTag, '1.3.11'],
      [newTag, '1.3.10'],
    ])
    const reader = input().readKickoff
    const readKickoff = Object.assign((tag: string) => reader(tag), {
      versionOf: (tag: string) => versions.get(tag) ?? null,
    })
    const plan = planDeployment(
      input({
        readKickoff,
        containers: [container('api')],
        images: new Map([['id-api-a', image('api', oldTag, 'a', {})]]),
        targets: new Map([['api', registryTarget('api', 'b', image('api', newTag, 'b', {}))]]),
      }),
    )
    expect(plan.warnings).toContainEqual({ kind: 'older-version', from: '1.3.11', to: '1.3.10' })
  })

  test('a repair leads back the proxies that lead elsewhere, and touches no container', () => {
    const drift = { service: 'web', kind: 'upstream', proxy: 'front', leads: '', should: '127.0.0.1:3001' } as const
    const repair = (changes: Partial<PlanInput> = {}): Plan =>
      planDeployment(input({ operation: { kind: 'repair', services: null }, targets: new Map(), ...changes }))
    const plan = repair({ astray: new Map([['web', drift]]) })
    expect(changesOf(plan)).toEqual({ web: 'lead-back', api: 'unchanged', admin: 'unchanged' })
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['lock', 'record', 'switch-over', 'unlock'])
    expect(plan.services.map(({ downtimeMs }) => downtimeMs)).toEqual([0, 0, 0])
    expect(planLines(plan, 'en')).toContain(
      '  web    kickoff-240510-dashboard, stays; front leads nowhere → 127.0.0.1:3001',
    )
    const moved = repair({ astray: new Map([['web', { ...drift, should: '127.0.0.1:4001' }]]) })
    expect(moved.fingerprint).not.toBe(plan.fingerprint)
    expect(repair().warnings).toEqual([{ kind: 'nothing-to-do' }])
  })

  test('a database of another place neither mixes branches nor stops the deployment when its registry is out of reach', () => {
    const database = container('db', { imageReference: 'postgres:16' })
    const error = new BerthError('registry-unreachable', { registry: 'docker.io' }).data
    const plan = planDeployment(
      input({
        containers: [container('api'), database],
        targets: new Map([
          ['api', registryTarget('api', 'b')],
          ['db', { kind: 'unknown', reference: `postgres:${newTag}`, registry: 'docker.io', error }],
        ]),
      }),
    )
    expect(changesOf(plan)).toEqual({ db: 'no-image', api: 'replace' })
    expect(plan.warnings.map(({ kind }) => kind)).toEqual(['no-image', 'no-health-check'])
  })

  test('a registry that fails for the product’s own images refuses the whole plan', () => {
    const error = new BerthError('registry-refused', { registry: 'registry.example.com' }).data
    const targets = new Map<string, ImageTarget>([
      ['api', registryTarget('api', 'b')],
      ['web', { kind: 'unknown', reference: reference('web', newTag), registry: 'registry.example.com', error }],
    ])
    expect(refusal({ containers: [container('api'), container('web')], targets })).toBe('registry-refused')
  })
})

describe('what already runs', () => {
  const running = input({
    containers: shop.map((service) => container(service, { imageReference: reference(service, newTag) })),
    targets: new Map(shop.map((service) => [service, registryTarget(service, 'a', image(service, newTag, 'a'))])),
  })

  test('is left alone, and a plan without a change has no step', () => {
    const plan = planDeployment(running)
    expect(changesOf(plan)).toEqual({ api: 'unchanged', admin: 'unchanged', web: 'unchanged' })
    expect(plan.steps).toEqual([])
    expect(plan.warnings).toEqual([{ kind: 'nothing-to-do' }])
  })

  test('is made anew when that was asked for, without a pull', () => {
    const plan = planDeployment({ ...running, operation: deploy({ recreate: 'always' }) })
    expect(changesOf(plan)).toEqual({ api: 'replace', admin: 'replace', web: 'replace' })
    expect(plan.steps[0]?.kind).toBe('lock')
    expect(plan.steps.find(({ kind }) => kind === 'create')?.cause).toBe('recreate-asked')
  })

  test('gives way to another digest under the same tag', () => {
    const targets = new Map(running.targets).set('api', registryTarget('api', 'c', image('api', newTag, 'a')))
    const plan = planDeployment({ ...running, targets })
    expect(changesOf(plan)).toEqual({ api: 'replace', admin: 'unchanged', web: 'unchanged' })
    expect(plan.steps[0]).toMatchObject({ kind: 'pull', service: 'api', cause: 'may-be-newer' })
  })

  test('gives way to the same content under another tag: the board names a slot by its tag', () => {
    const targets = new Map([['web', registryTarget('web', 'a', image('web', newTag, 'a'))]])
    const plan = planDeployment(input({ containers: [container('web')], targets }))
    expect(changesOf(plan)).toEqual({ web: 'replace' })
  })

  test('is started where it stands still, but not a migration that has done its work', () => {
    const depends = { [composeLabels.dependsOn]: 'migrate:service_completed_successfully:false' }
    const stopped = { status: 'exited', exitCode: 0 } as const
    const plan = planDeployment(
      input({
        containers: [
          container('api', {
            imageReference: reference('api', newTag),
            labels: { ...container('api').labels, ...depends },
            ...stopped,
          }),
          container('migrate', { imageReference: reference('migrate', newTag), ...stopped }),
        ],
        targets: new Map(
          ['api', 'migrate'].map((service) => [service, registryTarget(service, 'a', image(service, newTag, 'a'))]),
        ),
      }),
    )
    expect(changesOf(plan)).toEqual({ migrate: 'unchanged', api: 'start' })
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['lock', 'record', 'start', 'gate', 'unlock'])
  })
})

describe('the order', () => {
  const labelled = (service: string, dependsOn: string): ContainerObservation =>
    container(service, { labels: { ...container(service).labels, [composeLabels.dependsOn]: dependsOn } })
  const order = (plan: Plan): readonly (readonly [string, readonly string[]])[] =>
    plan.services.map(({ name, after }) => [name, after])

  test('follows depends_on through services that don’t change, and lets the others go side by side', () => {
    const containers = [
      labelled('api', 'proxy:service_started:true'),
      labelled('proxy', 'web:service_healthy:false'),
      container('web'),
      container('admin'),
    ]
    const plan = planDeployment(input({ containers, operation: deploy({ services: ['api', 'web', 'admin'] }) }))
    expect(order(plan)).toEqual([
      ['admin', []],
      ['web', []],
      ['proxy', []],
      ['api', ['web']],
    ])
  })

  test('breaks a circle at the first name and forgets services that aren’t there', () => {
    const containers = [
      labelled('b', 'c:service_started:true'),
      labelled('c', 'b:service_started:true,gone:service_started:true'),
      container('a'),
    ]
    expect(order(planDeployment(input({ containers })))).toEqual([
      ['a', []],
      ['b', []],
      ['c', ['b']],
    ])
  })

  test('is turned round to stop: what is needed goes last', () => {
    const plan = planDeployment(input({ operation: { kind: 'stop', services: null }, targets: new Map() }))
    expect(order(plan)).toEqual([
      ['web', []],
      ['admin', []],
      ['api', ['admin', 'web']],
    ])
    expect(plan.steps.map((step) => `${step.kind}${'service' in step ? ` ${step.service}` : ''}`)).toEqual([
      'lock',
      'record',
      'stop web',
      'stop admin',
      'stop api',
      'unlock',
    ])
  })

  test('restarts one service alone, with its gate', () => {
    const plan = planDeployment(input({ operation: { kind: 'restart', services: ['api'] }, targets: new Map() }))
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['lock', 'record', 'stop', 'start', 'gate', 'unlock'])
    expect(changesOf(plan)).toEqual({ api: 'restart', admin: 'not-selected', web: 'not-selected' })
  })
})

describe('refused before anything is done', () => {
  test.each<[string, Partial<PlanInput>]>([
    ['tag-invalid', { operation: deploy({ tag: '../x' }) }],
    ['slot-unknown', { slot: 'dev9' }],
    ['slot-empty', { containers: [{ ...container('web'), labels: { [composeLabels.project]: 'dev1' } }] }],
    ['service-unknown', { operation: deploy({ services: ['nope'] }) }],
    ['service-scaled', { containers: [container('web'), container('web', { id: 'second' })] }],
    ['auto-remove-container', { containers: [container('web', { autoRemove: true })] }],
    ['container-half-made', { containers: [container('web', { status: 'removing' })] }],
    ['image-not-found', { operation: deploy({ services: ['web'] }), targets: new Map([['web', missing('web')]]) }],
    ['image-not-found', { targets: new Map(shop.map((service) => [service, missing(service)])) }],
    ['platform-mismatch', { hostPlatform: 'linux/arm64' }],
    [
      'image-defaults-unknown',
      { facts: new Map([['dev1-api', { anonymousVolumes: 0, usesNetworkOf: null, imageIsKnown: false, ports: [] }]]) },
    ],
    [
      'shared-network',
      {
        operation: deploy({ services: ['api'] }),
        facts: new Map([
          ['dev1-web', { anonymousVolumes: 0, usesNetworkOf: 'dev1-api', imageIsKnown: true, ports: [] }],
        ]),
      },
    ],
  ])('%s', (code, changes) => {
    expect(refusal(changes)).toBe(code)
  })

  test('but a container that was created and never started gives way like any other', () => {
    expect(changesOf(planDeployment(input({ containers: [container('web', { status: 'created' })] })))).toEqual({
      web: 'replace',
    })
  })
})

test('blue-green that is asked for and that no slots file sets up is told as what it is not', () => {
  const warned = (operation: PlanInput['operation']) =>
    planDeployment(input({ operation })).warnings.flatMap((warning) =>
      warning.kind === 'strategy-instead' ? [`${warning.service} ${warning.reason}`] : [],
    )
  expect(warned(deploy({ strategy: 'blue-green' }))).toContain('web not-set-up')
  expect(warned(deploy({ strategy: 'recreate' }))).toEqual([])
})

test('a container that an interrupted deployment left behind is not a second one of its service', () => {
  const labels = { ...container('web').labels, [berthLabels.deployment]: 'd1' }
  const leftover = container('web', { id: 'left', name: 'dev1-web-1.berth-d1', createdAtMs: 9_000, labels })
  const both = planDeployment(input({ containers: [container('web'), leftover] }))
  expect(both.services[0]).toMatchObject({ containerId: 'dev1-web', containerName: 'dev1-web-1' })
  const serving = planDeployment(input({ containers: [container('web', { status: 'exited' }), leftover] }))
  expect(serving.services[0]).toMatchObject({ containerId: 'left', containerName: 'dev1-web-1' })
  const alone = planDeployment(input({ containers: [leftover] }))
  expect(alone.services[0]).toMatchObject({ containerId: 'left', containerName: 'dev1-web-1' })
})
