import { describe, expect, it } from 'vitest'
import { sampleDeployment, samplePlan } from '../testing/sample-deployment'
import { sampleBegun, sampleEnded, storedRecord } from '../testing/sample-ledger-records'
import { sampleService, sampleSlot } from '../testing/sample-views'
import { errorData } from './berth-error'
import type { SlotState } from './board'
import { foldLedger } from './ledger/fold-ledger'
import type { LedgerDraft } from './ledger/ledger-record'
import type { LedgerState } from './ledger/ledger-state'
import { deploymentNotice } from './notice-of-deployment'
import { ledgerNotices } from './notice-of-ledger'
import { rememberSlot, slotNotices } from './notice-of-slot'

const host = { hostId: 'seoul-1', host: 'seoul-1' }
const nowMs = 1_717_900_000_000

describe('an own deployment', () => {
  it('tells its branch, version and the services it changes, and not those it leaves', () => {
    expect(deploymentNotice(sampleDeployment(2), 'seoul-1')).toMatchObject({
      id: 'd-1-started',
      kind: 'started',
      who: '정유진',
      branch: 'kickoff-240510-dashboard',
      version: '1.3.10',
      services: ['api', 'web'],
    })
  })

  it('ends as what users get, and never with the output of a container', () => {
    const error = errorData('gate-failed', { service: 'api' })
    const failed = { error, failingOutput: 'DB_PASSWORD=hunter22', log: 'DB_PASSWORD=hunter22' }
    const told = (['put-back', 'down'] as const).map((kind) =>
      deploymentNotice(sampleDeployment(2, { result: { kind, services: [], ...failed } }), 'seoul-1'),
    )
    expect(told.map(({ kind }) => kind)).toEqual(['put-back', 'failed'])
    expect(JSON.stringify(told)).not.toContain('hunter22')
    const plan = { ...samplePlan, operation: { kind: 'rollback', releaseId: 'r1', services: null } } as const
    const back = deploymentNotice(sampleDeployment(2, { plan, result: { kind: 'succeeded' } }), 'seoul-1')
    expect(back).toMatchObject({ kind: 'rolled-back', branch: 'kickoff-240510-dashboard' })
  })
})

function ledgerOf(...drafts: readonly LedgerDraft[]): LedgerState {
  return foldLedger(drafts.map((draft, index) => storedRecord(draft, nowMs + index, `r${String(index)}`)))
}

describe('a ledger', () => {
  const reserved: LedgerDraft = {
    kind: 'reserved',
    by: '김하나',
    slot: 'dev1',
    reservationId: 'a',
    forWhom: 'QA',
    why: '회귀 테스트',
    untilMs: nowMs + 60_000,
  }
  const left: LedgerDraft = { kind: 'unreserved', by: '김하나', slot: 'dev1', reservationId: 'a' }

  it('tells what is new in it once, in its order, and only the end of what began and ended meanwhile', () => {
    const before = ledgerOf(sampleBegun('d1'))
    const after = ledgerOf(
      sampleBegun('d1'),
      sampleEnded('d1'),
      reserved,
      sampleBegun('d2'),
      sampleEnded('d2', 'dev1', null),
    )
    expect(ledgerNotices(before, after, host).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'succeeded d1-ended',
      'reserved r2',
      'put-back d2-ended',
    ])
    expect(ledgerNotices(after, after, host)).toEqual([])
  })

  it('tells a reservation that was overruled, and not that it made room', () => {
    const before = ledgerOf(reserved)
    const overruled: LedgerDraft = {
      kind: 'overruled',
      by: '정유진',
      slot: 'dev1',
      reservationId: 'a',
      reservedBy: '김하나',
      reason: 'hotfix',
      deploymentId: '',
    }
    const after = ledgerOf(reserved, overruled, left, { ...reserved, by: '정유진', reservationId: 'b' })
    const told = ledgerNotices(before, after, host)
    expect(told.map(({ kind }) => kind)).toEqual(['overruled', 'reserved'])
    expect(told[0]).toMatchObject({ who: '정유진', whose: '김하나', reason: 'hotfix' })
    expect(ledgerNotices(before, ledgerOf(reserved, left), host).map(({ kind }) => kind)).toEqual(['unreserved'])
  })
})

describe('a row', () => {
  const at = (state: SlotState) => sampleSlot('seoul-1', 'dev1', [sampleService(nowMs, 'api', {})], { state })
  const walk = (...states: readonly SlotState[]): string[] => {
    let memory = rememberSlot(at(states[0] ?? 'empty'), null)
    return states.slice(1).flatMap((state) => {
      const told = slotNotices(at(state), 'seoul-1', memory, nowMs).map(({ kind }) => kind)
      memory = rememberSlot(at(state), memory)
      return told
    })
  }

  it('tells Unhealthy once, and Healthy again once, whatever lies between', () => {
    expect(
      walk('healthy', 'unhealthy', 'unhealthy', 'starting', 'unhealthy', 'starting', 'healthy', 'healthy'),
    ).toEqual(['unhealthy', 'recovered'])
    expect(walk('unhealthy', 'deploying', 'starting', 'healthy')).toEqual(['recovered'])
    expect(walk('healthy', 'deploying', 'starting', 'healthy')).toEqual([])
    expect(walk('unhealthy', 'stopped', 'starting', 'healthy')).toEqual([])
  })

  it('tells each new build once, and a reservation that ran out but not one that was given back', () => {
    const slot = at('healthy')
    const built = { ...slot, newBuild: { tag: 'main', services: ['api'], builtAtMs: 1 } }
    const memory = rememberSlot(slot, null)
    expect(slotNotices(built, 'h', memory, nowMs)).toMatchObject([{ kind: 'new-build', services: ['api'] }])
    expect(slotNotices(built, 'h', rememberSlot(built, memory), nowMs)).toEqual([])
    const reservation = { reservationId: 'a', by: 'a', forWhom: '', why: '', sinceMs: 0, untilMs: nowMs }
    const kept = rememberSlot({ ...slot, reservation }, null)
    expect(slotNotices(slot, 'h', kept, nowMs)).toMatchObject([{ kind: 'unreserved', who: '' }])
    expect(slotNotices(slot, 'h', kept, nowMs - 1)).toEqual([])
  })
})
