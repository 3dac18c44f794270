import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BuiltCli, buildCli, type CliEnded, type CliRun, endOf } from '../../e2e/harness/built-cli'
import { type Shop, startShop } from '../../e2e/harness/shop'
import { waitUntil } from '../../e2e/harness/wait-until'
import { type BoardJson, boardJsonSchema } from '../contract/board-json'

const folder = mkdtempSync(join(tmpdir(), 'berth-cli-'))
let shop: Shop
let cli: BuiltCli

beforeAll(async () => {
  const building = buildCli(folder)
  const slots = { dev1: 'dashboard', dev2: 'payment', dev3: 'dashboard' } as const
  shop = await startShop({ name: 'cli', slots, onHost: ['dashboard', 'payment', 'brokenDatabase', 'slowStart'] })
  cli = await building
  await Promise.all(Object.keys(slots).map((slot) => shop.untilHealthy(slot)))
})
afterAll(() => {
  shop.remove()
  rmSync(folder, { recursive: true })
})

function start(words: readonly string[], environment: Readonly<Record<string, string>> = {}): CliRun {
  return cli.start(words, { DOCKER_HOST: shop.engine.address, ...environment })
}

const berth = (...words: readonly string[]): Promise<CliEnded> => endOf(start(words))

/** A line of shell with the Docker client at the test's engine; what it printed. */
async function shell(line: string): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    BERTH_HOME: join(folder, 'home'),
    DOCKER_HOST: shop.engine.address,
  }
  const { stdout } = await promisify(execFile)('sh', ['-c', line], { env })
  return stdout
}

/** The command on a terminal of its own, and its exit code as the last word. */
function terminal(words: string): string {
  return `script -qec '${process.execPath} ${cli.file} ${words}; echo exit $?' /dev/null`
}

async function boardOf(...words: readonly string[]): Promise<BoardJson> {
  const { code, out } = await berth('board', '--json', ...words)
  expect(code).toBe(0)
  return boardJsonSchema.parse(JSON.parse(out))
}

async function tagsOf(slot: string): Promise<readonly (string | null)[]> {
  const found = (await boardOf()).hosts[0]?.slots.find(({ name }) => name === slot)
  return found?.services.map((service) => `${service.name} ${service.tag ?? ''} ${service.state}`) ?? []
}

const dashboard = 'kickoff-240510-dashboard'
const payment = 'kickoff-240603-payment'
/** The line that tells of the step under way; the plan names it before. */
const gateOfApi = /^\[\d+\/\d+\] wait for api/m
const errorOf = (out: string): unknown => (JSON.parse(out) as { readonly error: { readonly code: unknown } }).error.code

describe('berth board', () => {
  it('prints what the schema says', async () => {
    const board = await boardOf()
    expect(board.hosts).toEqual([
      expect.objectContaining({ name: 'local', address: shop.engine.address, state: 'connected' }),
    ])
    expect(board.hosts[0]?.slots.map(({ name, state, kickoff, mixed }) => ({ name, state, kickoff, mixed }))).toEqual(
      ['dev1', 'dev2', 'dev3'].map((name) => ({
        name,
        state: 'healthy',
        kickoff: expect.objectContaining({ branch: name === 'dev2' ? payment : dashboard }) as unknown,
        mixed: false,
      })),
    )
    const web = board.hosts[0]?.slots[0]?.services.find((service) => service.name === 'web')
    expect(web).toMatchObject({
      image: shop.reference('web', 'dashboard'),
      tag: dashboard,
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown,
      revision: expect.stringMatching(/^5f1c2ab/) as unknown,
      health: 'healthy',
      restarts: 0,
      containerId: await shop.containerId('dev1', 'web'),
    })
  })

  it('prints a table for people, without colours where nobody looks', async () => {
    const { code, out, err } = await berth('board')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(
      /^ {2}dev1 {2}✓ Healthy {2}kickoff-240510-dashboard {2}\S+ 5f1c2ab {2}✓ admin {2}✓ api {2}✓ web$/m,
    )
    expect(out).not.toContain('\u001b')
    const korean = start(['board'], { LANG: 'ko_KR.UTF-8' })
    await korean.code
    expect(korean.out()).toContain('정상')
  })

  it('shows the hosts that answer and ends with 5 where one does not', async () => {
    const { code, out } = await berth(
      'board',
      '--json',
      '--host',
      shop.engine.address,
      '--host',
      '/nowhere/docker.sock',
    )
    expect(code).toBe(5)
    const states = boardJsonSchema.parse(JSON.parse(out)).hosts.map(({ state, slots }) => [state, slots.length])
    expect(states).toEqual([
      ['connected', 3],
      ['unreachable', 0],
    ])
  })
})

describe('what berth refuses', () => {
  it.each([
    ['an unknown slot', ['deploy', 'dev9', '--tag', payment, '--yes'], 2, 'slot-unknown'],
    ['an unknown host', ['deploy', 'mars/dev1', '--tag', payment, '--yes'], 2, 'host-unknown'],
    ['an unknown service', ['deploy', 'dev1', '--tag', payment, '--service', 'db', '--yes'], 2, 'service-unknown'],
    ['a tag without an image', ['deploy', 'dev1', '--tag', 'kickoff-991231-none', '--yes'], 2, 'image-not-found'],
    ['what cannot be a tag', ['deploy', 'dev1', '--tag', 'a b', '--yes'], 2, 'tag-invalid'],
    ['an unknown option', ['board', '--colour'], 2, 'bad-request'],
    ['a change that nobody confirms', ['deploy', 'dev1', '--tag', payment], 2, 'confirmation-needed'],
    ['logs of an unknown service', ['logs', 'dev1', 'db'], 2, 'service-unknown'],
    ['a host that is not there', ['logs', 'dev1', '--host', '/nowhere/docker.sock'], 5, 'socket-missing'],
    ['an address it cannot use', ['logs', 'dev1', '--host', 'ftp://far'], 2, 'address-unsupported'],
    [
      'a bare name while a host is silent',
      ['stop', 'dev1', '--yes', '--host', '/nowhere/docker.sock'],
      5,
      'slot-uncertain',
    ],
  ])('%s', async (_, words, code, error) => {
    const more = error === 'slot-uncertain' ? ['--host', shop.engine.address] : []
    const ended = await berth(...words, ...more, '--json')
    expect([ended.code, errorOf(ended.out)]).toEqual([code, error])
    expect(await tagsOf('dev1')).toEqual(['admin', 'api', 'web'].map((name) => `${name} ${dashboard} healthy`))
  })
})

describe('berth deploy', () => {
  it('prints the plan and changes nothing', async () => {
    const { code, out, err } = await berth('deploy', 'dev1', '--tag', payment, '--plan')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(`Deploy ${payment} to dev1`)
    expect(out).toMatch(/web {2,}.*→/)
    expect(await tagsOf('dev1')).toEqual(['admin', 'api', 'web'].map((name) => `${name} ${dashboard} healthy`))
  })

  it('switches one service, then the slot, tells each step on stderr, and then has nothing to do', async () => {
    const one = await berth('deploy', 'dev1', '--tag', payment, '--service', 'web', '--yes', '--json', '--by', 'CI')
    expect(one.code).toBe(0)
    expect(JSON.parse(one.out)).toMatchObject({
      schema: 1,
      deployment: { slot: 'dev1', by: 'CI', result: { kind: 'succeeded' } },
    })
    expect(await tagsOf('dev1')).toEqual([
      `admin ${dashboard} healthy`,
      `api ${dashboard} healthy`,
      `web ${payment} healthy`,
    ])
    const all = await berth('deploy', 'local/dev1', '--tag', payment, '--yes')
    expect([all.code, all.out]).toEqual([0, 'Done: dev1 runs as planned.\n'])
    expect(all.err).toMatch(/^\[1\/\d+\] /m)
    expect(all.err).not.toContain('\u001b')
    expect(await tagsOf('dev1')).toEqual(['admin', 'api', 'web'].map((name) => `${name} ${payment} healthy`))
    const again = await berth('deploy', 'dev1', '--tag', payment, '--yes')
    expect([again.code, again.out]).toEqual([0, 'Nothing was done.\n'])
  })

  it('puts the old version back when the gate fails, says why, and ends with 4', async () => {
    const { code, out, err } = await berth('deploy', 'dev2', '--tag', 'kickoff-240620-broken-db', '--yes')
    expect([code, out]).toEqual([4, 'Failed. dev2 runs its old version again.\n'])
    expect(err).toContain('503 db DOWN')
    await shop.untilHealthy('dev2')
    expect(await tagsOf('dev2')).toEqual(['admin', 'api', 'web'].map((name) => `${name} ${payment} healthy`))
  })

  it('is refused with 3 while another deployment holds the slot, and puts back on Ctrl-C with 130', async () => {
    const first = start(['deploy', 'dev3', '--tag', 'kickoff-240623-slow-start', '--yes'])
    await waitUntil('the gate', 60_000, () => gateOfApi.test(first.err()))
    const second = await berth('deploy', 'dev3', '--tag', payment, '--yes', '--json')
    expect([second.code, second.out]).toEqual([3, expect.stringContaining('slot-locked')])
    first.child.kill('SIGINT')
    expect([await first.code, first.out()]).toEqual([130, 'Cancelled. dev3 runs its old version.\n'])
    expect(first.err()).toContain('Press Ctrl-C again')
    await shop.untilHealthy('dev3')
    expect(await tagsOf('dev3')).toEqual(['admin', 'api', 'web'].map((name) => `${name} ${dashboard} healthy`))
  })

  it('leaves at once on a second Ctrl-C, and what it says then brings the slot back', async () => {
    const run = start(['deploy', 'dev3', '--tag', 'kickoff-240623-slow-start', '--yes'])
    await waitUntil('the gate', 60_000, () => gateOfApi.test(run.err()))
    run.child.kill('SIGINT')
    run.child.kill('SIGINT')
    await waitUntil('the word on Ctrl-C', 5_000, () => run.err().includes('Press Ctrl-C again'))
    // Signals that follow too closely count as one, so it is asked until it goes.
    await waitUntil(
      'it to leave',
      10_000,
      () => !run.child.kill('SIGINT') || run.err().includes('Left in the middle'),
      400,
    )
    expect([await run.code, run.out()]).toEqual([130, ''])
    const [, mark = ''] = /ends in "([^"]+)"/.exec(run.err()) ?? []
    const [, unlock = ''] = /^(docker rm .*)$/m.exec(run.err()) ?? []
    expect(mark).toMatch(/^\.berth-./)
    await shell(`docker ps -aq --filter name=${mark} | xargs -r docker rm -f`)
    await shell('docker start $(docker ps -aq --filter label=com.docker.compose.project=dev3)')
    await shell(unlock)
    await shop.untilHealthy('dev3')
    const board = await boardOf()
    expect(board.hosts[0]?.slots.find(({ name }) => name === 'dev3')).toMatchObject({ state: 'healthy', mixed: false })
  })

  it('asks on a terminal, and does nothing without a yes', async () => {
    const asked = (answer: string): Promise<string> =>
      shell(`printf '${answer}\\n' | ${terminal('restart dev3 -s web')}`)
    const refused = await asked('n')
    expect(refused).toMatch(/Restart dev3 \(web\)[^]*Go on\? \[y\/N\][^]*exit 130/)
    const before = (await boardOf()).hosts[0]?.slots.find(({ name }) => name === 'dev3')?.services
    expect(await asked('y')).toMatch(/Go on\?[^]*Done: dev3 runs as planned\.[^]*exit 0/)
    const after = (await boardOf()).hosts[0]?.slots.find(({ name }) => name === 'dev3')?.services
    const changed = after?.filter(({ startedAt }, index) => startedAt !== before?.[index]?.startedAt)
    expect(changed?.map(({ name }) => name)).toEqual(['web'])
  })

  it('stops, starts and restarts', async () => {
    expect((await berth('stop', 'dev3', '--service', 'web', '--yes')).code).toBe(0)
    expect(await tagsOf('dev3')).toContain(`web ${dashboard} stopped`)
    expect((await berth('start', 'dev3', '--yes')).code).toBe(0)
    expect((await berth('restart', 'dev3', '--service', 'web', '--yes')).code).toBe(0)
    expect(await tagsOf('dev3')).toEqual(['admin', 'api', 'web'].map((name) => `${name} ${dashboard} healthy`))
  })
})

describe('berth logs', () => {
  it('prints the last lines of each service, or of one without its name', async () => {
    const all = await berth('logs', 'dev1', '--tail', '2')
    expect(all.code).toBe(0)
    const services = all.out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[0])
    expect(services.sort((a = '', b = '') => a.localeCompare(b))).toEqual([
      'admin',
      'admin',
      'api',
      'api',
      'web',
      'web',
    ])
    const one = await berth('logs', 'dev1', 'web', '--tail', 'all', '--json')
    const lines = one.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, string>>)
      // What was deployed stands between them, and is of the slot as a whole.
      .filter((line) => line['marker'] === undefined)
    expect(lines[0]).toMatchObject({
      service: 'web',
      stream: 'stdout',
      text: expect.stringContaining('starts') as unknown,
    })
    expect(new Set(lines.map((line) => line['service']))).toEqual(new Set(['web']))
  })

  it('follows through a restart, until Ctrl-C ends it with 130', async () => {
    const run = start(['logs', 'dev2', 'api', '-f', '--tail', '1'])
    await waitUntil('the first line', 20_000, () => run.out().includes('\n'))
    expect((await berth('restart', 'dev2', '--service', 'api', '--yes')).code).toBe(0)
    await waitUntil('the next run', 20_000, () => run.out().includes('listening on 8080'))
    expect(run.err()).toContain('--- api started ---')
    run.child.kill('SIGINT')
    expect(await run.code).toBe(130)
  })

  it('ends quietly when its reader leaves', async () => {
    const run = start(['logs', 'dev1', '-f', '--tail', 'all'])
    await waitUntil('lines', 20_000, () => run.out().length > 0)
    run.child.stdout?.destroy()
    expect(await run.code).toBe(0)
    // Markers alone, if any: no word of a broken pipe.
    expect(run.err()).toMatch(/^(--- .* ---\n)*$/)
  })
})
