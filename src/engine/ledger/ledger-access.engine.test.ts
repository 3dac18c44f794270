import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type DockerEngine, startDockerEngine } from '../../../e2e/harness/docker-engine'
import { waitUntil } from '../../../e2e/harness/wait-until'
import { begunDraft } from '../../testing/sample-ledger'
import { sampleBegun, sampleEnded } from '../../testing/sample-ledger-records'
import { socketRoute } from '../../testing/socket-route'
import { createDockerClient } from '../docker/create-docker-client'
import type { HostAccess } from '../host-access'
import type { LedgerAccess } from '../ledger-access'
import type { Clock, DockerClient, DockerEvent } from '../ports'
import { systemClock } from '../system-clock'
import { createLedgerAccess } from './create-ledger-access'
import { findStore, recordsDirectory } from './find-store'
import { createRecordMaker } from './make-record'
import { createRecordStore } from './record-store'
import { ledgerStore } from './store-kind'

const never = new AbortController().signal
const host = 'host-1'
let engine: DockerEngine
const clients: { readonly access: LedgerAccess; readonly close: () => Promise<void> }[] = []

beforeAll(async () => {
  engine = await startDockerEngine({ name: 'ledger' })
})

afterAll(() => engine.remove())

beforeEach(async () => prune())
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
})

/** As `docker system prune -af --volumes`: nothing of Berth runs, so all of it goes. */
async function prune(): Promise<void> {
  await engine.call({ method: 'POST', path: '/containers/prune' })
  await engine.call({ method: 'POST', path: '/volumes/prune' })
}

function newClient(): DockerClient {
  return createDockerClient(socketRoute(engine.address), { clock: systemClock })
}

/** Somebody on a laptop of their own, following the host's events. */
function colleague(
  clock: Clock = systemClock,
  isOneCommand = false,
): { readonly access: LedgerAccess; readonly docker: DockerClient } {
  const docker = newClient()
  const listening = new AbortController()
  const listeners = new Set<(event: DockerEvent) => void>()
  const listen = async (): Promise<void> => {
    for await (const event of docker.events(listening.signal)) for (const tell of listeners) tell(event)
  }
  listen().catch(() => undefined)
  const hostAccess: Partial<HostAccess> = {
    client: () => docker,
    connection: () => ({ kind: 'connected', sinceMs: 0, latencyMs: 1 }),
    rights: () => 'full',
    onConnection: () => () => undefined,
    onContainerEvent: (_, listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const homeDirectory = mkdtempSync(join(tmpdir(), 'berth-ledger-home-'))
  const parts = { clock, log: () => undefined, homeDirectory, isOneCommand }
  const access = createLedgerAccess({ ...parts, hostAccess: hostAccess as HostAccess })
  clients.push({
    access,
    close: async () => {
      await access.close()
      listening.abort()
      docker.close()
      rmSync(homeDirectory, { recursive: true, force: true })
    },
  })
  return { access, docker }
}

const idsSeenBy = (access: LedgerAccess): readonly string[] =>
  (access.state(host)?.deployments ?? []).map(({ deploymentId }) => deploymentId).sort()

const names = async (docker: DockerClient): Promise<readonly string[]> =>
  (await docker.listContainers(null, never)).map(({ name }) => name).sort()

const many = Array.from({ length: 40 }, (_, index) => `d${String(index).padStart(2, '0')}`)

test('who only looks makes nothing on the host', async () => {
  const { access, docker } = colleague()
  expect((await access.refresh(host, never)).deployments).toEqual([])
  expect(await access.readPrivate(host, 'release/x/web', never)).toBe(null)
  await access.dropPrivate(host, ['release/x/web'], never)
  expect(await names(docker)).toEqual([])
  expect(await docker.listVolumes('dev.berth.ledger', never)).toEqual([])
})

test('two clients that write at once lose nothing, and each is told of what the other wrote', async () => {
  const [one, two] = [colleague(), colleague()]
  await Promise.all([one.access.refresh(host, never), two.access.refresh(host, never)])
  const write = async (access: LedgerAccess, ids: readonly string[]): Promise<void> => {
    for (const id of ids) await access.append(host, [sampleBegun(id)], never)
  }
  await Promise.all([write(one.access, many.slice(0, 20)), write(two.access, many.slice(20))])
  for (const { access } of [one, two]) {
    await waitUntil('all to be seen', 30_000, () => idsSeenBy(access).length === many.length)
    expect(idsSeenBy(access)).toEqual(many)
  }
  await one.access.append(host, [sampleBegun('the last')], never)
  // Long before anybody would look without a reason.
  await waitUntil('the other to see it', 30_000, () => idsSeenBy(two.access).includes('the last'))
  const fresh = await createRecordStore(storeParts(two.docker), null).look(never)
  expect(fresh?.records.size).toBe(many.length + 1)
  expect([...(fresh?.damaged ?? [])]).toEqual([])
})

function storeParts(client: DockerClient) {
  return { client, clock: systemClock, log: () => undefined, kind: ledgerStore }
}

test('a file that is cut off, and one that is none, cost nothing else', async () => {
  const { access, docker } = colleague()
  await access.append(host, [sampleBegun('d1')], never)
  const { present } = await findStore(docker, ledgerStore, never)
  const id = present?.containerId ?? ''
  const files = await docker.readFiles(id, `${recordsDirectory}/000001`, 1_000_000, never)
  const whole = files?.[0]?.bytes ?? new Uint8Array()
  const torn = { name: '000001/0000000000000000.json', bytes: whole.subarray(0, whole.length - 9) }
  await docker.writeFiles(id, recordsDirectory, [torn, { name: '000001/notes.txt', bytes: Buffer.from('hi') }], never)
  await access.append(host, [sampleEnded('d1')], never)
  const other = colleague()
  expect((await other.access.refresh(host, never)).deployments[0]?.ended?.result).toEqual({ kind: 'succeeded' })
  expect((await createRecordStore(storeParts(docker), null).look(never))?.damaged.size).toBe(2)
})

test('a writer killed in the middle of its upload leaves the ledger as it was', async () => {
  const { access } = colleague()
  await access.append(host, [sampleBegun('d1')], never)
  const path = '/containers/berth-ledger/archive?path=/records'
  const tar = Buffer.alloc(1_024)
  tar.write('000001/ffffffffffffffff.json')
  tar.write('0000600\0', 100)
  tar.write('00000010000\0', 124)
  tar.write('        0', 148)
  tar.write(
    tar
      .subarray(0, 512)
      .reduce((sum, byte) => sum + byte, -16)
      .toString(8)
      .padStart(6, '0') + '\0 ',
    148,
  )
  await abortedUpload(path, tar)
  await access.append(host, [sampleBegun('d2')], never)
  const other = colleague()
  const state = await other.access.refresh(host, never)
  expect(state.deployments.map(({ deploymentId }) => deploymentId)).toEqual(['d2', 'd1'])
})

/** Sends the start of an archive, and goes. */
async function abortedUpload(path: string, start: Buffer): Promise<void> {
  const { request } = await import('node:http')
  await new Promise<void>((resolve) => {
    const headers = { 'Content-Type': 'application/x-tar', 'Content-Length': 10_240 }
    const outgoing = request({ socketPath: engine.socketPath, path, method: 'PUT', headers, agent: false })
    outgoing.on('error', () => resolve())
    outgoing.on('close', () => resolve())
    outgoing.write(start, () => outgoing.destroy())
  })
}

test('pruned with all its volumes, it is given back by who remembers it', async () => {
  const { access, docker } = colleague()
  await access.append(host, [sampleBegun('d1'), sampleEnded('d1')], never)
  await prune()
  await waitUntil('the records to be back', 5_000, async () => (await names(docker)).includes('berth-ledger'))
  await access.refresh(host, never)
  const other = colleague()
  expect((await other.access.refresh(host, never)).deployments[0]?.ended?.result).toEqual({ kind: 'succeeded' })
})

test('where the container alone is pruned, its volume is found again by somebody who never saw it', async () => {
  const one = colleague()
  await one.access.append(host, [sampleBegun('d1')], never)
  await clients.pop()?.close()
  await engine.call({ method: 'POST', path: '/containers/prune' })
  const other = colleague()
  expect((await other.access.refresh(host, never)).deployments.length).toBe(1)
  await other.access.append(host, [sampleBegun('d2')], never)
  expect(idsSeenBy(other.access)).toEqual(['d1', 'd2'])
})

test('the newest file damaged: the client that wrote it writes it again at its next full read', async () => {
  const { access, docker } = colleague()
  await access.append(host, [sampleBegun('d1')], never)
  await access.append(host, [sampleEnded('d1')], never)
  const { present } = await findStore(docker, ledgerStore, never)
  const id = present?.containerId ?? ''
  const files = await docker.readFiles(id, `${recordsDirectory}/000001`, 1_000_000, never)
  for (const { name, bytes } of files ?? []) {
    const flipped = Uint8Array.from(bytes)
    flipped[20] = (flipped[20] ?? 0) ^ 1
    await docker.writeFiles(id, recordsDirectory, [{ name: `000001/${name}`, bytes: flipped }], never)
  }
  expect((await createRecordStore(storeParts(docker), null).look(never))?.records.size).toBe(0)
  // Somebody without a memory still works; the one with a memory isn't disturbed.
  const other = colleague()
  expect((await other.access.refresh(host, never)).deployments).toEqual([])
  await other.access.append(host, [sampleBegun('d2')], never)
  await waitUntil('the other’s record', 5_000, () => idsSeenBy(access).includes('d2'))
  expect(idsSeenBy(access)).toEqual(['d1', 'd2'])
})

test('what is private is kept, replaced and dropped, and nothing of it stands in the ledger', async () => {
  const { access, docker } = colleague()
  const bytes = Buffer.from(JSON.stringify({ Env: ['PASSWORD=hunter2'] }).repeat(2_000))
  await access.writePrivate(host, [{ name: 'release/d1/web', bytes: Buffer.from('old') }], never)
  await access.writePrivate(
    host,
    [
      { name: 'release/d1/web', bytes },
      { name: 'log/d1/web', bytes },
    ],
    never,
  )
  const other = colleague()
  expect(Buffer.from((await other.access.readPrivate(host, 'release/d1/web', never)) ?? []).equals(bytes)).toBe(true)
  await other.access.dropPrivate(host, ['log/d1/web', 'never there'], never)
  expect(await access.readPrivate(host, 'log/d1/web', never)).toBe(null)
  expect(await names(docker)).toEqual(['berth-private'])
  const tooLarge = { name: 'log/d2/web', bytes: Buffer.alloc(1024 * 1024 + 1) }
  await expect(access.writePrivate(host, [tooLarge], never)).rejects.toMatchObject({ code: 'private-too-large' })
})

test('a clock an hour off changes no stored time', async () => {
  const { access } = colleague({ ...systemClock, nowMs: () => systemClock.nowMs() - 3_600_000 })
  const beforeMs = systemClock.nowMs()
  const [record] = await access.append(host, [sampleBegun('d1')], never)
  const minuteMs = 60_000
  for (const atMs of [record?.atMs ?? 0, access.hostNowMs(host)]) {
    expect(atMs).toBeGreaterThan(beforeMs - minuteMs)
    expect(atMs).toBeLessThan(systemClock.nowMs() + minuteMs)
  }
})

test('a command packs what has become much before it ends; one that wrote nothing leaves it', async () => {
  const reason = 'x'.repeat(100_000)
  const ids = Array.from({ length: 12 }, (_, index) => `d${index}`)
  const writer = colleague()
  for (const id of ids) await writer.access.append(host, [begunDraft(id, { reason })], never)
  const generation = async (): Promise<number> =>
    (await findStore(writer.docker, ledgerStore, never)).present?.generation ?? 0
  const command = async (work: (access: LedgerAccess) => Promise<unknown>): Promise<void> => {
    const { access } = colleague(systemClock, true)
    await access.refresh(host, never)
    await work(access)
    await access.close()
  }
  await command(async () => undefined)
  expect(await generation()).toBe(1)
  await command((access) => access.append(host, [sampleBegun('last')], never))
  expect(await generation()).toBe(2)
  await command((access) => access.append(host, [sampleEnded('last')], never))
  expect(await generation()).toBe(2)
  const fresh = colleague()
  await fresh.access.refresh(host, never)
  expect(idsSeenBy(fresh.access)).toEqual([...ids, 'last'].sort())
  const { present } = await findStore(fresh.docker, ledgerStore, never)
  const files = await fresh.docker.readFiles(present?.containerId ?? '', recordsDirectory, 10_000_000, never)
  expect(files?.filter(({ name }) => name.endsWith('.pack'))).toHaveLength(4)
})

test('written to all through a compaction, nothing is lost', async () => {
  const { access, docker } = colleague()
  for (let from = 0; from < 400; from += 50) {
    const drafts = Array.from({ length: 50 }, (_, index) => sampleBegun(`x${from + index}`, 'dev2'))
    await access.append(host, drafts, never)
  }
  const maker = createRecordMaker(() => systemClock.nowMs())
  const compactor = createRecordStore(storeParts(newClient()), null)
  let isDone = false
  const compacting = compactor.compact(maker.after, never).finally(() => (isDone = true))
  const written: string[] = []
  while (!isDone || written.length < 10) {
    const id = `w${written.length}`
    await access.append(host, [sampleBegun(id)], never)
    written.push(id)
  }
  expect(await compacting).toBe(true)
  const fresh = await createRecordStore(storeParts(docker), null).look(never)
  const there = new Set([...(fresh?.records.values() ?? [])].map(({ raw }) => raw['deploymentId']))
  expect(written.filter((id) => !there.has(id))).toEqual([])
  expect(there.size).toBe(400 + written.length + 1)
  expect(await names(docker)).toEqual(['berth-ledger'])
  expect((await docker.listVolumes('dev.berth.ledger', never)).map(({ name }) => name)).toEqual(['berth-ledger-2'])
})

/** The changes that a compaction makes, in their order. */
const changing = ['createContainer', 'createVolume', 'writeFiles', 'renameContainer', 'removeContainer', 'removeVolume']

test(
  'cut after any of its changes, a compaction loses nothing and is mended by the next look',
  { timeout: 300_000 },
  async () => {
    for (let at = 1; ; at += 1) {
      await prune()
      const plain = newClient()
      const maker = createRecordMaker(() => systemClock.nowMs())
      const first = createRecordStore(storeParts(plain), null)
      await first.append([maker.ofDraft(sampleBegun('d1')), maker.ofDraft(sampleEnded('d1'))], [], never)
      const dying = dyingClient(plain, at)
      await createRecordStore(storeParts(dying.client), null)
        .compact(maker.after, never)
        .catch(() => undefined)
      // The dead one's lock stands still: the host's clock alone makes it old.
      const later = { ...plain, systemTimeMs: async () => systemClock.nowMs() + 600_000 }
      const next = createRecordStore(storeParts(later), null)
      const mended = [...((await next.look(never))?.records.values() ?? [])].map(({ base }) => base.kind)
      expect(mended).toEqual(expect.arrayContaining(['deployment-begun', 'deployment-ended']))
      expect((await names(plain)).filter((name) => name !== 'berth-ledger-lock')).toEqual(['berth-ledger'])
      // The next compaction also takes volumes away that the cut left without a container.
      expect(await next.compact(maker.after, never)).toBe(true)
      const kinds = [...((await next.look(never))?.records.values() ?? [])].map(({ base }) => base.kind)
      expect(kinds.sort()).toEqual(['compacted', 'deployment-begun', 'deployment-ended'])
      expect(await names(plain)).toEqual(['berth-ledger'])
      expect((await plain.listVolumes('dev.berth.ledger=1', never)).length).toBe(1)
      plain.close()
      if (dying.hasDied()) continue
      expect(at).toBeGreaterThan(8)
      return
    }
  },
)

/** A client whose process dies after its n-th change: nothing that it would do afterwards is done, nor asked. */
function dyingClient(client: DockerClient, at: number) {
  let count = 0
  const dieAtLast = (): void => {
    if (count >= at) throw new Error('killed')
  }
  const wrapped = new Proxy(client, {
    get: (target, key: keyof DockerClient) => {
      const operation = target[key]
      if (typeof operation !== 'function') return operation
      return async (...call: readonly unknown[]): Promise<unknown> => {
        dieAtLast()
        const result = await (operation as (...all: readonly unknown[]) => Promise<unknown>)(...call)
        if (changing.includes(key)) count += 1
        dieAtLast()
        return result
      }
    },
  })
  return { client: wrapped, hasDied: () => count >= at }
}
