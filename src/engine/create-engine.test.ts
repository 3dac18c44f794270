import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type EngineEvent, events } from '../contract/events'
import type { Board } from '../domain/board'
import { applyBoardPatch, emptyBoard } from '../domain/board-patch'
import { unsealBoard } from '../domain/sealed-board'
import { plainNotice } from '../domain/notice'
import { createEngine } from './create-engine'
import type { Engine } from './engine'
import type { EngineOptions } from './engine-options'
import { nobodyAsked } from '../testing/nobody-asked'
import { startWebhookReceiver } from '../testing/webhook-receiver'
import { systemClock } from './system-clock'

const never = new AbortController().signal
let folder: string
let engines: Engine[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-engine-'))
  engines = []
})

afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.close()))
  await rm(folder, { recursive: true })
})

/** An engine whose local Docker is a socket that is not there. */
function open(changes: Partial<EngineOptions> = {}): Engine {
  const engine = createEngine({
    ...nobodyAsked,
    homeDirectory: join(folder, 'home'),
    dockerConfigDirectory: folder,
    environment: { DOCKER_HOST: `unix://${join(folder, 'none.sock')}` },
    clock: systemClock,
    log: () => undefined,
    hosts: null,
    isOneCommand: false,
    resolveSaveTarget: async () => null,
    resolveOpenFile: async () => null,
    ...changes,
  })
  engines.push(engine)
  return engine
}

function follow(engine: Engine): { readonly board: () => Board; readonly seen: EngineEvent[] } {
  const seen: EngineEvent[] = []
  let board = emptyBoard
  engine.subscribe((event) => {
    events[event.event].parse(event.payload)
    seen.push(event)
    if (event.event === 'board-changed') board = event.payload.patches.reduce(applyBoardPatch, board)
  })
  return { board: () => board, seen }
}

const hostsOf = (board: Board): readonly string[] =>
  board.hosts.map(({ host }) => `${host.name} ${host.connection.kind}`)

describe('an engine', () => {
  it('tells the whole state first, and says of a missing socket what is wrong', async () => {
    const engine = open()
    const { board, seen } = follow(engine)
    expect(seen.map((event) => event.event)).toEqual([
      'board-changed',
      'settings-changed',
      'notices-delivered',
      'host-keys-asked',
    ])
    expect(hostsOf(board())).toEqual(['local connecting'])
    await engine.settled(never)
    expect(board().hosts[0]?.host.connection).toMatchObject({ error: { code: 'socket-missing' } })
    expect(engine.running()).toEqual([])
  })

  it('adds, renames and removes hosts: the answer is an id, the board comes as events', async () => {
    const engine = open()
    const { board } = follow(engine)
    const address = join(folder, 'seoul-1.sock')
    const { hostId } = await engine.request('add-host', { address, name: '' }, never)
    expect(board().hosts.map(({ host }) => [host.id, host.name])).toEqual([
      ['local', 'local'],
      [hostId, 'seoul-1'],
    ])
    await expect(engine.request('add-host', { address: `unix://${address}`, name: 'x' }, never)).rejects.toMatchObject({
      code: 'host-exists',
    })
    await engine.request('rename-host', { hostId, name: 'Seoul' }, never)
    await engine.request('remove-host', { hostId: 'local' }, never)
    await engine.settled(never)
    expect(hostsOf(board())).toEqual(['Seoul unreachable'])
    const { settings } = await engine.request('read-settings', {}, never)
    expect(settings.hosts).toEqual([{ id: hostId, name: 'Seoul', address: `unix://${address}` }])
  })

  it('refuses what it does not know, by code', async () => {
    const engine = open()
    const host = { hostId: 'nobody', slot: 'dev1' }
    const operation = { kind: 'stop', services: null }
    await expect(engine.request('retry-host', { hostId: 'nobody' }, never)).rejects.toMatchObject({
      code: 'host-unknown',
    })
    await expect(engine.request('list-releases', host, never)).rejects.toMatchObject({ code: 'host-unknown' })
    await expect(engine.request('read-slot-details', host, never)).rejects.toMatchObject({ code: 'host-unknown' })
    await expect(engine.request('plan-operation', { ...host, operation }, never)).rejects.toMatchObject({
      code: 'host-unknown',
    })
    await expect(
      engine.request('run-operation', { ...host, operation, fingerprint: 'x', by: '' }, never),
    ).rejects.toMatchObject({ code: 'host-unknown' })
    await expect(engine.request('list-releases', { ...host, hostId: 'local' }, never)).rejects.toMatchObject({
      code: 'socket-missing',
    })
    for (const name of ['cancel-deployment', 'dismiss-deployment'] as const) {
      await expect(engine.request(name, { deploymentId: 'x' }, never)).rejects.toMatchObject({
        code: 'deployment-unknown',
      })
    }
    await expect(engine.request('close-log', { viewId: 'x' }, never)).rejects.toMatchObject({
      code: 'log-view-unknown',
    })
    await expect(engine.request('test-host', { address: 'http://x', testId: 't' }, never)).rejects.toMatchObject({
      code: 'address-unsupported',
    })
    const missing = { address: join(folder, 'none.sock'), testId: 't' }
    expect((await engine.request('test-host', missing, never)).steps[0]).toMatchObject({
      kind: 'talk-to-docker',
      state: { kind: 'failed', error: { code: 'socket-missing' } },
    })
  })

  it('changes settings, and refuses a pattern that cannot be used', async () => {
    const engine = open()
    const { seen } = follow(engine)
    await engine.request('update-settings', { personName: '이도윤' }, never)
    await engine.request('update-settings', { theme: 'dark' }, never)
    expect(seen.at(-1)).toMatchObject({
      event: 'settings-changed',
      payload: { settings: { personName: '이도윤', theme: 'dark' }, problem: null },
    })
    await expect(engine.request('update-settings', { kickoffPattern: '(' }, never)).rejects.toMatchObject({
      code: 'bad-request',
      data: { details: { field: 'kickoffPattern' } },
    })
    await expect(engine.request('update-settings', { logMemoryMegabytes: 63 }, never)).rejects.toMatchObject({
      code: 'bad-request',
      data: { details: { field: 'logMemoryMegabytes' } },
    })
    const { file } = await engine.request('read-settings', {}, never)
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ personName: '이도윤', theme: 'dark' })
  })

  it('tells of a broken settings file and works with its defaults', async () => {
    await open().close()
    await writeFile(join(folder, 'home', 'settings.json'), '{"theme": 1}')
    const engine = open()
    const { board, seen } = follow(engine)
    expect(seen[1]).toMatchObject({ payload: { settings: { theme: 'system' }, problem: { code: 'settings-invalid' } } })
    expect(board().hosts).toHaveLength(1)
    await expect(engine.request('update-settings', { theme: 'dark' }, never)).rejects.toMatchObject({
      code: 'settings-invalid',
    })
  })

  it('shows the hosts given by hand alone, and leaves the settings as they are', async () => {
    const engine = open({ hosts: [join(folder, 'a.sock'), 'ftp://far'], isOneCommand: true })
    const { board } = follow(engine)
    await engine.settled(never)
    expect(board().hosts.map(({ host }) => [host.name, host.connection])).toMatchObject([
      ['a', { error: { code: 'socket-missing' } }],
      ['far', { error: { code: 'address-unsupported' } }],
    ])
    await expect(engine.request('add-host', { address: '/x.sock', name: '' }, never)).rejects.toMatchObject({
      code: 'bad-request',
    })
  })

  it('leaves a snapshot that the next one begins with, and no timers or sockets', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = timers()
    const engine = open()
    await engine.settled(never)
    await engine.close()
    expect(timers()).toBeLessThanOrEqual(before)
    const text = await readFile(join(folder, 'home', 'board-snapshot.json'), 'utf8')
    expect(hostsOf(unsealBoard(text) ?? emptyBoard)).toEqual(['local connecting'])
    expect(hostsOf(follow(open()).board())).toEqual(['local connecting'])
  })

  it('sends what the run before could not, to a target of the settings', async () => {
    const receiver = await startWebhookReceiver()
    const home = join(folder, 'home')
    await mkdir(join(home, 'notices-waiting'), { recursive: true })
    const target = { id: 'target-1', kind: 'webhook', name: 'ci', shown: '', language: 'en', events: [] }
    await writeFile(join(home, 'settings.json'), JSON.stringify({ noticeTargets: [target] }))
    const place = { hostId: 'local', host: 'local', slot: 'dev1' }
    const notice = plainNotice(place, { id: 'd-1-ended', kind: 'succeeded', atMs: 0 })
    const left = { format: 1, waiting: [{ targetId: target.id, sinceMs: Date.now(), notice }] }
    const name = '11111111-1111-4111-8111-111111111111.left.json'
    await writeFile(join(home, 'notices-waiting', name), JSON.stringify(left))
    const secrets = { address: receiver.origin, signingSecret: null }
    const engine = open({ noticeTargets: { kind: 'settings', secrets: async () => secrets } })
    await receiver.arrived(1)
    await engine.close()
    expect(receiver.received[0]?.headers['x-berth-id']).toBe('d-1-ended')
    expect(await readdir(join(home, 'notices-waiting'))).toEqual([])
    await receiver.close()
  })

  it('goes on where a subscriber fails', async () => {
    const engine = open()
    engine.subscribe(() => {
      throw new Error('a fault')
    })
    const { seen } = follow(engine)
    await engine.request('update-settings', { theme: 'dark' }, never)
    await vi.waitFor(() => expect(seen.some((event) => event.event === 'settings-changed')).toBe(true))
  })
})
