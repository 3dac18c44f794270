import type { PlannedService } from '../../domain/plan'
import { isChange } from '../../domain/plan-deployment'
import { isMadeAhead } from '../../domain/plan-steps'
import { orAborted } from '../abort-scope'
import type { Execution } from './execution'
import { restartService, startService, stopService } from './power-service'
import { runByDependency } from './run-by-dependency'
import { repairUpstream } from './switch-over/repair-upstream'
import { replaceBesideOld, replaceService } from './switch-service'
import { createTurns, longestTurnMs, type Pace } from './take-turns'

/** Brings every service where the plan wants it, each when what it depends on serves. */
export async function switchServices(run: Execution): Promise<void> {
  const { plan, settings, record } = run
  if (settings !== null && plan.steps.some(({ kind }) => kind === 'prepare')) {
    // Networks and volumes stay, however this ends: they are made when it is known by whom.
    await run.recorded
    await record.step('prepare', null, () => run.host.read((signal) => settings.prepare(signal)))
  }
  const changed = plan.services.filter(({ name, change }) => isChange(change) && !run.finished.has(name))
  const turnMs = longestTurnMs(plan.operation)
  const stopping = createTurns(run.clock, turnMs)
  const starting = createTurns(run.clock, turnMs)
  const swaps = { stopMs: null, startMs: null }
  const making = createBarrier(changed.filter(isMadeAhead).length)
  await runByDependency(
    changed,
    (service, interrupted, { letGo, nearly, ready }) => {
      const isAwaited = changed.some(({ after }) => after.includes(service.name))
      const allMade = async (): Promise<void> => {
        nearly()
        await Promise.all([
          isMadeAhead(service) ? making.arrive(interrupted) : null,
          orAborted(run.recorded, interrupted),
        ])
      }
      const pace = { stopping, starting, swaps, allMade, ready, letGo: isAwaited ? letGo : null }
      return changeService({ ...run, interrupted }, service, pace)
    },
    run.interrupted,
  )
}

/** Lets nobody through until so many have arrived. */
function createBarrier(count: number): { readonly arrive: (signal: AbortSignal) => Promise<void> } {
  let left = count
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return {
    arrive: (signal) => {
      left -= 1
      if (left === 0) open()
      return orAborted(opened, signal)
    },
  }
}

function changeService(run: Execution, service: PlannedService, pace: Pace): Promise<void> {
  const change = async (work: () => Promise<void>): Promise<void> => {
    await pace.allMade()
    await pace.ready()
    await work()
  }
  switch (service.change.kind) {
    case 'replace':
      return service.strategy.kind === 'blue-green'
        ? change(() => replaceBesideOld(run, service))
        : replaceService(run, service, pace)
    case 'create':
      return replaceService(run, service, pace)
    case 'start':
      return change(() => startService(run, service, pace))
    case 'stop':
      return change(() => stopService(run, service))
    case 'restart':
      return change(() => restartService(run, service, pace))
    case 'lead-back':
      return change(() => repairUpstream(run, service))
    case 'unchanged':
    case 'no-image':
    case 'not-selected':
    case 'not-in-source':
      return Promise.resolve()
  }
}
