import { BerthError } from '../../../domain/berth-error'
import type { PlannedService } from '../../../domain/plan'
import type { Execution } from '../execution'
import { leadBack } from './switch-over'

/** Leads a service's proxy back to its container, which is not touched. Where the proxy refuses, its file is as it was. */
export async function repairUpstream(run: Execution, { name }: PlannedService): Promise<void> {
  const led = run.lookedAfter.find(({ service }) => service === name)
  if (led === undefined) throw new BerthError('plan-outdated', { slot: run.plan.slot })
  run.record.setActivity(name, { kind: 'switching' })
  await run.record.step('switch-over', name, () => leadBack(run, led.spec, name, led.containerId))
  run.record.setActivity(name, { kind: 'done' })
}
