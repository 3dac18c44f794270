import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BuiltCli, buildCli, type CliEnded, type CliRun, endOf, jsonOf } from '../../e2e/harness/built-cli'
import { type Shop, startShop } from '../../e2e/harness/shop'
import { waitUntil } from '../../e2e/harness/wait-until'
import { boardJsonSchema } from '../contract/board-json'

const folder = mkdtempSync(join(tmpdir(), 'berth-takeover-'))
const dashboard = 'kickoff-240510-dashboard'
const payment = 'kickoff-240603-payment'
const slowStart = 'kickoff-240623-slow-start'
let shop: Shop
let cli: BuiltCli

beforeAll(async () => {
  const building = buildCli(folder)
  shop = await startShop({
    name: 'takeover',
    slots: { dev1: 'dashboard' },
    onHost: ['dashboard', 'payment', 'slowStart'],
  })
  cli = await building
  await shop.untilHealthy('dev1')
})
afterAll(() => {
  shop?.remove()
  rmSync(folder, { recursive: true })
})

/** Begins a command as a person of that name would. */
const start = (words: readonly string[], USER = '정유진'): CliRun =>
  cli.start(words, { USER, BERTH_HOME: join(folder, `home-${USER}`), DOCKER_HOST: shop.engine.address })

const berth = (...words: readonly string[]): Promise<CliEnded> => endOf(start(words))

/** `code` is how the command is to end. */
const json = (code: number, ...words: readonly string[]): Promise<Readonly<Record<string, unknown>>> =>
  jsonOf(start([...words, '--json']), code)

async function tags(): Promise<readonly string[]> {
  const board = boardJsonSchema.parse(await json(0, 'board'))
  return board.hosts[0]?.slots[0]?.services.map(({ tag, state }) => `${tag ?? ''} ${state}`) ?? []
}

const three = (tag: string): readonly string[] => Array.from({ length: 3 }, () => `${tag} healthy`)

/** A deployment whose process is killed while it waits for the api. */
async function cutOff(): Promise<void> {
  const run = start(['deploy', 'dev1', '--tag', slowStart, '--yes', '--by', '이도윤'], '이도윤')
  await waitUntil('the gate', 90_000, () => /^\[\d+\/\d+\] wait for api/m.test(run.err()))
  run.child.kill('SIGKILL')
  await run.code
}

/** What a takeover is seen to wait for where nobody sits at a terminal: a line a stage. */
const stages = ['Seeing whether 이도윤 is alive', 'Waiting until what 이도윤 began last']

/** A command on dev1 after a takeover; `stages`: what it said it waits for, in order. */
async function takeOver(command: string, ...words: readonly string[]) {
  const { code, out, err } = await berth(command, 'dev1', ...words, '--yes', '--takeover', 'laptop died')
  return { code, out, stages: err.match(/^(Seeing whether|Waiting until what) .* (is alive|began last)/gm) }
}

describe('lock and takeover', () => {
  it('says that nobody holds a slot', async () => {
    expect(await json(0, 'lock', 'dev1')).toMatchObject({ schema: 1, slot: 'dev1', lock: null })
  })

  it('refuses with 3 to take over from an owner who was only slow', async () => {
    const owner = start(['deploy', 'dev1', '--tag', slowStart, '--yes', '--by', '이도윤'], '이도윤')
    // New containers are made while the intent is recorded: only with the first stop it is sure to stand.
    await waitUntil('the first change', 60_000, () => /^\[\d+\/\d+\] stop /m.test(owner.err()))
    owner.child.kill('SIGSTOP')
    const other = start(['deploy', 'dev1', '--tag', payment, '--yes', '--takeover', 'impatient', '--json'])
    await waitUntil('the look at the heart', 20_000, () => other.err().includes('Seeing whether 이도윤 is alive'))
    owner.child.kill('SIGCONT')
    expect([await other.code, other.out()]).toEqual([3, expect.stringContaining('slot-locked')])
    owner.child.kill('SIGINT')
    expect(await owner.code).toBe(130)
  }, 120_000)

  it('shows what a dead owner left, puts it back stage by stage, and goes on', async () => {
    await cutOff()
    const seen = await json(0, 'lock', 'dev1')
    expect(seen).toMatchObject({
      lock: { state: 'interrupted', owner: '이도윤', ownerState: 'dead', safest: 'put-back' },
    })
    const done = await takeOver('deploy', '--tag', payment, '--put-back')
    expect(done).toEqual({ code: 0, out: 'Done: dev1 runs as planned.\n', stages })
    expect(await tags()).toEqual(three(payment))
    expect(await json(0, 'history', '--text', 'laptop')).toMatchObject({
      entries: [{ kind: 'takeover', result: 'put-back', from: '이도윤' }],
    })
  }, 240_000)

  it('unlocks and leaves the containers as they are for what comes next', async () => {
    await cutOff()
    const done = await takeOver('deploy', '--tag', dashboard, '--unlock')
    expect(done).toEqual({ code: 0, out: 'Done: dev1 runs as planned.\n', stages })
    expect(await tags()).toEqual(three(dashboard))
    expect(await json(0, 'lock', 'dev1')).toMatchObject({ lock: null })
  }, 240_000)

  it('finishes what a dead owner began, and then has nothing left to do', async () => {
    await cutOff()
    const done = await takeOver('start', '--resume')
    expect(done).toEqual({ code: 0, out: 'Nothing was done.\n', stages })
    expect(await tags()).toEqual(three(slowStart))
  }, 240_000)
})

describe('deploy --strategy', () => {
  it('takes the way that is asked for, and says why another can not be had', async () => {
    const plan = await berth('deploy', 'dev1', '--tag', payment, '--strategy', 'blue-green', '--plan')
    expect([plan.code, plan.out]).toEqual([
      0,
      expect.stringContaining('web is recreated, not switched blue-green: no slots file sets it up for that.'),
    ])
    const done = await berth('deploy', 'dev1', '--tag', payment, '--strategy', 'recreate', '--yes')
    expect([done.code, done.out]).toEqual([0, 'Done: dev1 runs as planned.\n'])
  })
})
