import { expect, it } from 'vitest'
import type { SlotMetrics } from '../../../src/contract/metrics-contract'
import { BerthError } from '../../../src/domain/berth-error'
import { MetricsSeries, packUsage } from '../../../src/domain/metrics-series'
import { unknownUsage } from '../../../src/domain/metrics-usage'
import type { Client } from '../../client'
import { MetricsSession } from './metrics-session'

/** An engine that says what the test says, and knows the looks that are open. */
function fakeEngine() {
  const open: string[] = []
  const tellers = new Set<(metrics: SlotMetrics) => void>()
  const connects = new Set<() => void>()
  let refusal: BerthError | null = null
  const client = {
    request: (_: string, { viewId }: { viewId: string }, signal: AbortSignal) =>
      new Promise((_resolve, reject) => {
        if (refusal !== null) reject(refusal)
        open.push(viewId)
        signal.addEventListener('abort', () => {
          open.splice(open.indexOf(viewId), 1)
          reject(new BerthError('cancelled'))
        })
      }),
    on: (_: string, listener: (metrics: SlotMetrics) => void) => {
      tellers.add(listener)
      return () => tellers.delete(listener)
    },
    onConnected: (listener: () => void) => {
      connects.add(listener)
      return () => connects.delete(listener)
    },
  } as unknown as Client
  const tell = (viewId: string, atMs: number): void => {
    const row = new MetricsSeries()
    row.append(atMs, { ...unknownUsage, cpuCores: 1 })
    const service = { service: 'api', state: 'live', problem: null, containers: 1, cores: 2 } as const
    const limits = { memoryLimitBytes: null, isMemoryLimited: false }
    const now = packUsage({ ...unknownUsage, memoryBytes: 7 })
    for (const each of tellers) each({ viewId, services: [{ ...service, ...limits, now, rows: row.rowsAfter(0) }] })
  }
  return {
    client,
    open,
    tell,
    listeners: () => tellers.size + connects.size,
    connect: () => connects.forEach((each) => each()),
    refuse: (error: BerthError) => (refusal = error),
  }
}

const slot = { hostId: 'a', slot: 'dev1' }
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

it('keeps what it is told, of its own look alone, and leaves nothing open behind it', () => {
  const engine = fakeEngine()
  const session = new MetricsSession(engine.client, slot)
  const stop = session.start()
  const [viewId = ''] = engine.open
  engine.tell('somebody else’s', 1_000)
  expect(session.snapshot().services.size).toBe(0)
  engine.tell(viewId, 1_000)
  engine.tell(viewId, 6_000)
  const api = session.snapshot().services.get('api')
  expect(api?.series.points('cpuCores')).toHaveLength(2)
  expect(api?.now.memoryBytes).toBe(7)
  stop()
  expect(engine.open).toEqual([])
  expect(engine.listeners()).toBe(0)
})

it('a new engine is asked anew, under another name, and what was known stays', () => {
  const engine = fakeEngine()
  const session = new MetricsSession(engine.client, slot)
  const stop = session.start()
  const [first = ''] = engine.open
  engine.tell(first, 1_000)
  engine.connect()
  expect(engine.open).toHaveLength(1)
  const [second = ''] = engine.open
  expect(second).not.toBe(first)
  engine.tell(first, 2_000)
  engine.tell(second, 6_000)
  expect(session.snapshot().services.get('api')?.series.length).toBe(2)
  stop()
})

it('says why there is no look', async () => {
  const engine = fakeEngine()
  engine.refuse(new BerthError('metrics-views-full', { count: 64 }))
  const session = new MetricsSession(engine.client, slot)
  const stop = session.start()
  await turn()
  expect(session.snapshot().error?.code).toBe('metrics-views-full')
  stop()
})
