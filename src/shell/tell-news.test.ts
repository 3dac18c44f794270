import { expect, test } from 'vitest'
import type { EngineEvent } from '../contract/events'
import type { Deployment } from '../domain/deployment'
import { type Settings, settingsSchema } from '../domain/settings'
import { sampleDeployment } from '../testing/sample-deployment'
import { sampleHost, sampleService, sampleSlot } from '../testing/sample-views'
import { countingSaves } from './counting-saves'
import { toShellSchema, type ToShell } from './engine-channel'
import { tellNews } from './tell-news'

const nowMs = Date.UTC(2024, 4, 17)

/** An engine of which only what it tells is known. */
function open() {
  const told: ToShell[] = []
  const running: Deployment[] = []
  let listener: (event: EngineEvent) => void = () => undefined
  const onSaves = tellNews(
    {
      subscribe: (subscribed) => {
        listener = subscribed
        return () => undefined
      },
      running: () => running,
    },
    (message) => {
      expect(toShellSchema.safeParse(message).success).toBe(true)
      told.push(message)
    },
  )
  const settings = (change: Partial<Settings>): void =>
    listener({
      event: 'settings-changed',
      payload: { settings: { ...settingsSchema.parse({}), ...change }, problem: null },
    })
  const board = (state: 'healthy' | 'stopped', restarts = 0): void => {
    const slot = sampleSlot('seoul-1', 'dev1', [sampleService(nowMs, 'web', { restarts })], { state })
    const hosts = [{ host: sampleHost(nowMs, 'seoul-1'), slots: [slot] }]
    listener({ event: 'board-changed', payload: { patches: [{ kind: 'reset', board: { hosts } }] } })
  }
  const deployment = (change: Partial<Deployment>): void => {
    const changed = { ...sampleDeployment(nowMs), ...change }
    running.splice(0, 1, ...(changed.phase === 'ended' ? [] : [changed]))
    listener({ event: 'deployment-changed', payload: { deployment: changed } })
  }
  const kinds = (): ToShell['kind'][] => told.splice(0).map(({ kind }) => kind)
  return { told, kinds, settings, board, deployment, onSaves }
}

test('the shell is told of the tray only while it is wanted, and only when it looks different', () => {
  const { told, kinds, settings, board } = open()
  settings({})
  board('healthy')
  expect(told.at(-1)).toMatchObject({ kind: 'tray', view: { worst: { slot: 'dev1', shape: 'ok' } } })
  kinds()
  board('healthy', 5)
  settings({ theme: 'dark' })
  expect(kinds()).toEqual([])
  settings({ showsTray: false })
  board('stopped')
  expect(kinds()).toEqual(['settings'])
  settings({ showsTray: true })
  expect(told.at(-1)).toMatchObject({ kind: 'tray', view: { worst: { shape: 'stop' } } })
})

test('long work is told when it begins and ends, not at each step; the end of a deployment with what came of it', () => {
  const { told, kinds, board, deployment, onSaves } = open()
  board('healthy')
  kinds()
  deployment({ phase: 'running' })
  deployment({ phase: 'putting-back' })
  expect(told.splice(0)).toMatchObject([
    { kind: 'work', work: [{ kind: 'deployment', slot: 'dev1', host: 'seoul-1', operation: 'deploy' }] },
  ])
  onSaves(1)
  expect(told.splice(0)).toMatchObject([{ kind: 'work', work: [{ kind: 'deployment' }, { kind: 'save' }] }])
  deployment({ phase: 'ended', result: { kind: 'cancelled' }, endedAtMs: nowMs })
  expect(told.splice(0)).toMatchObject([
    { kind: 'work-ended', notice: { kind: 'cancelled', slot: 'dev1', host: 'seoul-1' } },
    { kind: 'work', work: [{ kind: 'save' }] },
  ])
})

test('files that are being written are counted until they are there, or could not be written', async () => {
  const counts: number[] = []
  const ends: (() => void)[] = []
  const engine = countingSaves(
    {
      request: (name: string) =>
        new Promise((resolve, reject) =>
          ends.push(() => (name === 'save-log' ? resolve({}) : reject(new Error('full')))),
        ),
    } as never,
    (count) => counts.push(count),
  )
  const never = new AbortController().signal
  const saves = [engine.request('save-log', {}, never), engine.request('export-history', {}, never)]
  void engine.request('read-log-rows', {}, never).catch(() => undefined)
  for (const end of ends) end()
  await Promise.allSettled(saves)
  expect(counts).toEqual([1, 2, 1, 0])
})
