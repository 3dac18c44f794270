import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Board } from '../../domain/board'
import { emptyBoard } from '../../domain/board-patch'
import { deriveSlots } from '../../domain/derive-slots'
import { createFakeClock } from '../../testing/fake-clock'
import { sampleContainer, sampleObservation } from '../../testing/sample-observation'
import { keepSnapshot, loadSnapshot } from './board-snapshot'

let folder: string
let file: string
const clock = createFakeClock()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-snapshot-'))
  file = join(folder, 'home', 'board-snapshot.json')
})

afterEach(() => rm(folder, { recursive: true }))

const board: Board = {
  hosts: [
    {
      host: {
        id: 'a',
        name: 'a',
        address: 'unix:///a.sock',
        connection: { kind: 'connected', sinceMs: 1, latencyMs: 1 },
        engineVersion: '20.10.24',
        apiVersion: '1.41',
        access: 'full',
        isPlainText: false,
      },
      slots: [
        ...deriveSlots({
          hostId: 'a',
          observation: sampleObservation([sampleContainer({ health: 'healthy' })]),
          readKickoff: () => null,
          activities: new Map([
            [
              'dev1',
              {
                deploymentId: 'd',
                operation: 'deploy',
                puttingBack: false,
                progress: 0,
                by: 'x',
                startedAtMs: 1,
                tag: null,
                services: {},
              },
            ],
          ]),
          ledger: null,
          strays: new Map(),
          tagsNow: () => undefined,
          nowMs: 1,
          previous: [],
        }),
      ],
    },
  ],
}

it('comes back as an old board, without what was under way, for the owner alone', async () => {
  const keeper = keepSnapshot({ file, clock, log: () => undefined, board: () => board })
  keeper.changed()
  const savedAtMs = clock.nowMs()
  await keeper.close()
  expect(clock.sleepers()).toBe(0)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const loaded = loadSnapshot(file)
  expect(loaded.hosts[0]?.host.connection).toEqual({ kind: 'connecting', lastSeenAtMs: savedAtMs })
  expect(loaded.hosts[0]?.slots[0]).toMatchObject({ name: 'dev1', state: 'healthy', activity: null })
})

it('is empty where the file is missing, broken or of somebody else', async () => {
  expect(loadSnapshot(file)).toEqual(emptyBoard)
  for (const text of ['', '{"hosts": [', '{"hosts": "none"}', '[]', 'null', '{"hosts": [{"host": {}}]}']) {
    await writeFile(join(folder, 'other.json'), text)
    expect(loadSnapshot(join(folder, 'other.json'))).toEqual(emptyBoard)
  }
})

it('cannot be written into a folder that is a file, and nothing else fails for it', async () => {
  await writeFile(join(folder, 'home'), 'not a folder')
  const keeper = keepSnapshot({ file, clock, log: () => undefined, board: () => board })
  await keeper.close()
  expect(await readFile(join(folder, 'home'), 'utf8')).toBe('not a folder')
})
