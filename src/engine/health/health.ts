import type { ServiceHealthView, SlotHealth } from '../../contract/health-contract'
import { BerthError } from '../../domain/berth-error'
import type { SlotView } from '../../domain/board'
import type { RecordedCheck } from '../../domain/health-check'
import type { HealthReason } from '../../domain/health-reason'
import type { ServiceHealth } from '../../domain/service-health'
import type { LedgerAccess } from '../ledger-access'
import { createDeclaredProbes, type DeclaredProbe } from './declared-probes'
import { type ExplainedService, explainHealth } from './explain-health'
import { createHttpProbes, type HttpProbes, type ProbedSlot } from './http-probes'
import { ifThere } from '../if-there'
import { createRecordedHosts, type RecordedHosts, type RecordedHostsParts } from './recorded-hosts'

/** Health over time: what was recorded of every slot, and HTTP probes for those somebody looks at. */
export type Health = Pick<RecordedHosts, 'changed'> & {
  /** See the requests of `health-contract.ts`; so for the other two. */
  readonly read: (asked: HealthQuestion, signal: AbortSignal) => Promise<SlotHealth>
  readonly output: (asked: OutputQuestion, signal: AbortSignal) => Promise<string | null>
  readonly explain: (hostId: string, slot: string, service: string, signal: AbortSignal) => Promise<HealthReason | null>
  /** Ends all probes, and writes what is not written yet. */
  readonly close: () => Promise<void>
}

type SlotAddress = { readonly hostId: string; readonly slot: string }

/** What `read` is asked. */
export type HealthQuestion = SlotAddress & { readonly spanMs: number; readonly probes: 'none' | 'keep' | 'wait' }

/** Names one check. */
export type OutputQuestion = SlotAddress &
  Pick<RecordedCheck, 'containerId' | 'source' | 'startedAtMs'> & { readonly service: string }

export type HealthParts = RecordedHostsParts & {
  readonly ledger: LedgerAccess
  /** The rows of a host's slots as the board has them. Throws `host-unknown`. */
  readonly slots: (hostId: string) => readonly SlotView[]
}

/** See `Health`. */
export function createHealth(parts: HealthParts): Health {
  const closing = new AbortController()
  const hosts = createRecordedHosts(parts, closing.signal)
  const probes = createHttpProbes(parts.clock, parts.log, closing.signal)
  const settledServices = async (
    { hostId, slot }: SlotAddress,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, ServiceHealth>> => {
    const { health } = hosts.of(hostId)
    await health.settled(signal)
    return health.services(slot)
  }
  return {
    changed: hosts.changed,
    read: createRead(parts, hosts, probes),
    output: async (asked, signal) => {
      expectSlot(parts, asked)
      const checks = (await settledServices(asked, signal)).get(asked.service)?.checks ?? []
      return checks.find((check) => isNamed(check, asked))?.output ?? null
    },
    explain: async (hostId, slot, service, signal) => {
      const view = expectSlot(parts, { hostId, slot }).services.find(({ name }) => name === service)
      const recorded = (await settledServices({ hostId, slot }, signal)).get(service)
      if (view === undefined || recorded === undefined) return null
      const { client, hiderOf } = hosts.of(hostId).health
      const container = parts.hostAccess.observation(hostId)?.containers.find(({ id }) => id === view.containerId)
      const explained: ExplainedService = {
        view,
        client,
        health: recorded,
        container: container ?? null,
        ledger: parts.ledger.state(hostId),
        hide: hiderOf(view.containerId),
      }
      return explainHealth(explained, parts.clock, signal)
    },
    close: async () => {
      closing.abort(new BerthError('cancelled'))
      await probes.ended()
      await hosts.close()
    },
  }
}

function createRead(parts: HealthParts, hosts: RecordedHosts, probes: HttpProbes): Health['read'] {
  const declared = createDeclaredProbes(parts.ledger)
  return async ({ spanMs, probes: wish, ...address }, signal) => {
    const { hostId, slot } = address
    const row = expectSlot(parts, address)
    const { health } = hosts.of(hostId)
    await health.settled(signal)
    const wanted = wish === 'none' ? new Map<string, DeclaredProbe>() : await declared(hostId, slot, signal)
    if (wish === 'keep') probes.keep(probedSlot(parts, hosts, address, wanted))
    if (wish === 'wait') await probes.askOnce(probedSlot(parts, hosts, address, wanted), signal)
    const nowMs = health.nowMs()
    const services = row.services.map(({ name: service }): ServiceHealthView => {
      const http = wanted.get(service)
      const probe = http === undefined ? null : { ...http, problem: probes.problem(hostId, slot, service) }
      return { service, probe, ...since(health.services(slot).get(service), nowMs - spanMs) }
    })
    return { nowMs, services }
  }
}

function probedSlot(
  { hostAccess }: HealthParts,
  hosts: RecordedHosts,
  { hostId, slot }: SlotAddress,
  probes: ReadonlyMap<string, DeclaredProbe>,
): ProbedSlot {
  const { health, ask } = hosts.of(hostId)
  return {
    hostId,
    slot,
    probes,
    ask,
    observation: () => ifThere(() => hostAccess.observation(hostId)),
    hostNowMs: health.nowMs,
    hiderOf: health.hiderOf,
    record: (service, check) => health.addProbe(slot, service, check),
  }
}

/** Throws `host-unknown` and `slot-unknown`. */
function expectSlot({ slots }: HealthParts, { hostId, slot }: SlotAddress): SlotView {
  const rows = slots(hostId)
  const row = rows.find(({ name }) => name === slot)
  if (row === undefined) throw new BerthError('slot-unknown', { slot, known: rows.map(({ name }) => name).join(', ') })
  return row
}

/** What lies in a span, without the outputs: those are the bulk of it. */
function since(health: ServiceHealth | undefined, fromMs: number): Omit<ServiceHealthView, 'service' | 'probe'> {
  if (health === undefined) return { checks: [], tallies: [], notes: [], known: [] }
  return {
    checks: health.checks
      .filter(({ startedAtMs }) => startedAtMs >= fromMs)
      .map(({ output: _output, ...check }) => check),
    tallies: health.tallies.filter((tally) => tally.fromMs >= fromMs),
    notes: health.notes.filter(({ atMs }) => atMs >= fromMs),
    known: health.known.filter(({ untilMs }) => untilMs >= fromMs),
  }
}

function isNamed(check: RecordedCheck, named: Pick<OutputQuestion, 'containerId' | 'source' | 'startedAtMs'>): boolean {
  const { containerId, source, startedAtMs } = named
  return check.containerId === containerId && check.source === source && check.startedAtMs === startedAtMs
}
