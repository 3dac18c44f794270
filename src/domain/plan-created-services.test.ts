import { describe, expect, test } from 'vitest'
import { container, deploy, image, input, missing, newTag, oldTag, registryTarget } from '../testing/sample-plan-input'
import type { ImageTarget } from './image-target'
import type { Plan } from './plan'
import { planDeployment } from './plan-deployment'
import type { PlanInput, WantedService, WantedSlot } from './plan-input'

const services = ['api', 'admin', 'web']

const wantedOf = (name: string): WantedService => ({
  label: name,
  containerName: `dev1-${name}-1`,
  dependencies: [],
  healthCheck: null,
  settingsHash: 'h1',
  strategy: { kind: 'recreate', color: null, instead: null },
  hasSwitchOver: false,
  settingsAreKnown: true,
  ports: [],
  containerId: null,
})

/** A slot of the file; of its services those of `present` have containers. */
function slot(
  present: readonly string[],
  targets: Readonly<Record<string, ImageTarget>>,
  changes: Partial<PlanInput> = {},
): Plan {
  const wanted: WantedSlot = {
    source: 'file',
    services: new Map(services.map((name) => [name, wantedOf(name)])),
    prepare: [],
    warnings: [],
  }
  const found = services.map((name) => [name, targets[name] ?? registryTarget(name, 'b')] as const)
  const containers = present.map((name) => container(name))
  return planDeployment({
    ...input({ containers: [container('web')] }),
    containers,
    targets: new Map(found),
    wanted,
    ...changes,
  })
}

const warningsOf = (plan: Plan, kind: Plan['warnings'][number]['kind']): readonly unknown[] =>
  plan.warnings.filter((warning) => warning.kind === kind)

/** The new tag, on the host alone. */
const onHost = (name: string, platform = 'linux/amd64'): ImageTarget => {
  const found = { ...image(name, newTag, 'b'), platform }
  return { kind: 'host', reference: found.tags[0] ?? '', registry: 'registry.example.com', image: found }
}

describe('services of the file that the slot does not have yet', () => {
  test('are told of where they are left out for want of an image, and the others go on', () => {
    const plan = slot([], { admin: missing('admin') })
    expect(plan.services.map(({ name, change }) => `${name} ${change.kind}`).sort()).toEqual([
      'api create',
      'web create',
    ])
    expect(warningsOf(plan, 'not-created')).toEqual([
      { kind: 'not-created', service: 'admin', wanted: `registry.example.com/shop/admin:${newTag}` },
    ])
  })

  test('are nobody’s business where others were named', () => {
    const plan = slot(['web'], { admin: missing('admin') }, { operation: deploy({ services: ['web'] }) })
    expect(warningsOf(plan, 'not-created')).toEqual([])
  })

  test('are told of where their image is on this host alone', () => {
    expect(warningsOf(slot([], { api: onHost('api') }), 'image-only-on-host')).toEqual([
      { kind: 'image-only-on-host', service: 'api', reference: `registry.example.com/shop/api:${newTag}` },
    ])
  })

  test('are refused where their image is of another platform', () => {
    expect(() => slot([], { api: onHost('api', 'linux/arm64') })).toThrow(
      expect.objectContaining({ code: 'platform-mismatch' }),
    )
  })

  test('count where branches are mixed', () => {
    const plan = slot(['web'], {}, { operation: deploy({ services: ['api'] }) })
    expect(warningsOf(plan, 'mixed-branches')).toEqual([
      { kind: 'mixed-branches', tags: expect.arrayContaining([oldTag, newTag]) },
    ])
  })
})

describe('a port that a container outside of the slot has', () => {
  const portsOfOthers = [{ container: 'proxy', hostIp: '0.0.0.0', protocol: 'tcp', port: 3001 }]
  const ports = [{ hostIp: null, protocol: 'tcp', first: 3001, last: 3001 }]
  const taken = { kind: 'port-taken', service: 'web', port: 3001, container: 'proxy' }
  const facts = new Map([['dev1-web', { anonymousVolumes: 0, usesNetworkOf: null, imageIsKnown: true, ports }]])

  test('is told of where the file or the release asks for it, by what is to be and not by what is', () => {
    const asks = (file: typeof ports, settingsAreKnown: boolean): readonly unknown[] => {
      const web = { ...wantedOf('web'), ports: file, settingsAreKnown }
      const wanted: WantedSlot = { source: 'file', services: new Map([['web', web]]), prepare: [], warnings: [] }
      return warningsOf(slot(['web'], {}, { wanted, facts, portsOfOthers }), 'port-taken')
    }
    expect(asks(ports, true)).toEqual([taken])
    expect(asks([], true)).toEqual([])
    expect(asks([], false)).toEqual([taken])
  })

  test('is told of a service that is started again, and not of one that nothing is done to', () => {
    const stopped = container('web', { status: 'exited', exitCode: 0, finishedAtMs: 1 })
    const start = (containers: PlanInput['containers']): readonly unknown[] =>
      warningsOf(
        planDeployment({
          ...input({ containers }),
          operation: { kind: 'start', services: null },
          facts,
          portsOfOthers,
        }),
        'port-taken',
      )
    expect(start([stopped])).toEqual([taken])
    expect(start([container('web')])).toEqual([])
  })
})
