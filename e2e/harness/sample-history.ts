import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { errorData } from '../../src/domain/berth-error'
import { socketRoute } from '../../src/testing/socket-route'
import { createDockerClient } from '../../src/engine/docker/create-docker-client'
import type { HostAccess } from '../../src/engine/host-access'
import { createLedgerAccess } from '../../src/engine/ledger/create-ledger-access'
import type { LedgerAccess } from '../../src/engine/ledger-access'
import { systemClock } from '../../src/engine/system-clock'
import { begunDraft, endedDraft } from '../../src/testing/sample-ledger'
import type { DockerEngine } from './docker-engine'

const never = new AbortController().signal

/** The only host of a colleague's ledger. */
export const colleagueHost = 'host-0'

/** A colleague's way to the ledger of a host, without a board. */
export type ColleagueLedger = { readonly ledger: LedgerAccess; readonly close: () => Promise<void> }

/** Opens one on an engine. */
export function openColleagueLedger(engine: Pick<DockerEngine, 'address'>): ColleagueLedger {
  const client = createDockerClient(socketRoute(engine.address), { clock: systemClock })
  const homeDirectory = mkdtempSync(join(tmpdir(), 'berth-colleague-'))
  const nothing = (): (() => void) => () => undefined
  const hostAccess: HostAccess = {
    client: () => client,
    observation: () => null,
    lookAgain: () => Promise.reject(new Error('a colleague without a board was asked for one')),
    onContainerEvent: nothing,
    onObservation: nothing,
    onConnection: nothing,
    connection: () => ({ kind: 'connected', sinceMs: 0, latencyMs: 0 }),
    rights: () => 'full',
    insecureRegistries: () => null,
    hostName: () => 'shop',
  }
  const ledger = createLedgerAccess({
    hostAccess,
    clock: systemClock,
    log: () => undefined,
    homeDirectory,
    isOneCommand: false,
  })
  return {
    ledger,
    close: async () => {
      await ledger.close()
      client.close()
      rmSync(homeDirectory, { recursive: true, force: true })
    },
  }
}

const output =
  '503 {"status":"DOWN","components":{"db":{"status":"DOWN",\n "error":"Connection refused: mysql-dev1:3307"}}}'

/** What a morning on a busy host leaves behind: switches, a failure with its output, a reservation that was gone over. */
export async function writeSampleHistory({ ledger }: ColleagueLedger): Promise<void> {
  const startedAtMs = systemClock.nowMs() - 300_000
  const failure = { error: errorData('gate-failed', { service: 'api', slot: 'dev1' }), failingOutput: output, log: '' }
  const append = (...drafts: Parameters<LedgerAccess['append']>[1]) => ledger.append(colleagueHost, drafts, never)
  await append({
    kind: 'reserved',
    by: '김하나',
    slot: 'dev1',
    reservationId: 'sample-1',
    forWhom: 'QA',
    why: '결제 회귀 테스트',
    untilMs: systemClock.nowMs() + 60_000,
  })
  await append(begunDraft('a1b2c3d4e5f6', { by: '이도윤' }))
  await append(endedDraft('a1b2c3d4e5f6', { kind: 'succeeded' }, startedAtMs, { by: '이도윤' }))
  await append({
    kind: 'overruled',
    by: '정유진',
    slot: 'dev1',
    reservationId: 'sample-1',
    reservedBy: '김하나',
    reason: 'agreed with QA',
    deploymentId: 'b1b2c3d4e5f6',
  })
  await append(begunDraft('b1b2c3d4e5f6', { reason: 'hotfix' }))
  await append(endedDraft('b1b2c3d4e5f6', { kind: 'put-back', ...failure }, startedAtMs, { steps: failedSteps() }))
  await append({ kind: 'unreserved', by: '김하나', slot: 'dev1', reservationId: 'sample-1' })
  const lines = Array.from({ length: 300 }, (_, index) => `line ${index} of the old api`).join('\n')
  await ledger.writePrivate(colleagueHost, [{ name: 'log/b1b2c3d4e5f6/api', bytes: gzipSync(lines) }], never)
}

function failedSteps() {
  const { steps } = endedDraft('x', { kind: 'succeeded' }, systemClock.nowMs() - 300_000) as {
    steps: Parameters<typeof endedDraft>[3] extends infer Changes | undefined
      ? NonNullable<Changes> extends { steps?: infer Steps }
        ? NonNullable<Steps>
        : never
      : never
  }
  return steps.map((step, index) => {
    if (index < 6) return step
    return index === 6
      ? { ...step, state: 'failed' as const }
      : { state: 'not-run' as const, startedAtMs: null, endedAtMs: null }
  })
}
