import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { composeLabels } from '../../src/domain/label-names'
import { type Shop, startShop } from '../harness/shop'
import { SHOP_BUILDS } from '../harness/shop-catalog'
import { openShopDeployer, untilGate } from '../harness/shop-deployer'

const never = new AbortController().signal
let shop: Shop
let directory: string

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'berth-recovery-'))
  shop = await startShop({
    name: 'recovery',
    slots: { dev1: 'dashboard' },
    onHost: ['dashboard', 'slowStart'],
    inRegistry: [],
  })
  await shop.untilHealthy('dev1')
})
afterAll(() => {
  shop.remove()
  rmSync(directory, { recursive: true, force: true })
})

/** The page's commands by the heading they stand under. */
function commands(): ReadonlyMap<string, string> {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/recovery.md'), 'utf8')
  const sections = page.split(/^## /m).map((section) => {
    const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block)
    return [section.split('\n')[0] ?? '', blocks.join('\n')] as const
  })
  return new Map(sections)
}

function run(...sections: readonly string[]): string {
  const all = commands()
  const script = sections.map((name) => {
    const text = all.get(name)
    if (text === undefined || text === '') throw new Error(`recovery.md has no commands under “${name}”`)
    return text
  })
  return execFileSync('bash', ['-euc', script.join('\n')], {
    cwd: directory,
    encoding: 'utf8',
    timeout: 90_000,
    env: { ...process.env, DOCKER_HOST: shop.engine.address },
  })
}

it('the page’s commands show a cut-off deployment, put the old version back and free the slot', async () => {
  const owner = openShopDeployer(shop, '박서준')
  const { tag } = SHOP_BUILDS.slowStart
  const id = await owner.begin('dev1', { kind: 'deploy', tag, services: null, recreate: 'changed' })
  await untilGate(owner, id, 'api')
  await owner.close()

  const head = '# Recovery by hand'
  const seen = run(head, 'What is there')
  expect(seen).toContain(`dev1_api_1.berth-${id}`)
  expect(seen).toMatch(/berth-lock-dev1\t박서준\tdeploy /)
  const [first, second] = seen.trim().split('\n').slice(-2)
  expect(first).toBe(second)

  run(head, 'What is there', 'Putting the old version back')
  await shop.untilHealthy('dev1')
  const me = openShopDeployer(shop, '정유진')
  try {
    const listed = await me.client.listContainers(`${composeLabels.project}=dev1`, never)
    const states = await Promise.all(listed.map(({ id: container }) => me.client.observeContainer(container, never)))
    expect(
      states.map((one) => [one?.name, one?.restartPolicy]).sort(([a = ''], [b = '']) => a.localeCompare(b)),
    ).toEqual([
      ['dev1_admin_1', 'unless-stopped'],
      ['dev1_api_1', 'unless-stopped'],
      ['dev1_web_1', 'unless-stopped'],
    ])
    expect((await me.run('dev1', { kind: 'restart', services: ['web'] })).kind).toBe('succeeded')
  } finally {
    await me.close()
  }

  expect(run(head, 'What ran before')).toMatch(/shop\/web:berth-kept-dev1\./)
  expect(execFileSync('find', [join(directory, 'ledger'), '-type', 'f'], { encoding: 'utf8' })).toMatch(/\.json\n/)
  run('Leaving Berth')
  const docker = (...words: readonly string[]): readonly string[] =>
    execFileSync('docker', words, { encoding: 'utf8', env: { ...process.env, DOCKER_HOST: shop.engine.address } })
      .trim()
      .split('\n')
      .sort((a, b) => a.localeCompare(b))
  expect(docker('ps', '--all', '--format', '{{.Names}}')).toEqual(['dev1_admin_1', 'dev1_api_1', 'dev1_web_1'])
  const names = [...docker('volume', 'ls', '--format', '{{.Name}}'), ...docker('images', '--format', '{{.Tag}}')]
  expect(names.filter((name) => name.includes('berth-'))).toEqual([])
}, 240_000)
