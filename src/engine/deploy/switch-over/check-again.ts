import { z } from 'zod'
import { BerthError } from '../../../domain/berth-error'
import type { ContainerObservation } from '../../../domain/container-observation'
import { isUp } from '../../../domain/deployable-slot'
import { displayBlock } from '../../../domain/display-text'
import { gateError, gateFor, gateLimitMs } from '../../../domain/gate'
import { orAborted } from '../../abort-scope'
import { type Execution, ServiceFailure } from '../execution'
import { parseInspect } from './parse-inspect'

type Run = Pick<Execution, 'client' | 'host' | 'clock' | 'interrupted' | 'gatePolicy'>

const inspectSchema = z.object({
  Config: z.looseObject({
    Healthcheck: z.looseObject({ Test: z.array(z.string()).nullish() }).nullish(),
    Shell: z.array(z.string()).nullish(),
  }),
})

const againAfterMs = 250

/**
 * Looks whether a container that was taken off its networks and put on again still serves: its own check must pass once
 * more, run right now, for Docker's verdict is from before. One without a check must still run. Throws a `ServiceFailure`.
 */
export async function checkAgain(run: Run, service: string, id: string): Promise<void> {
  const observed = await expectUp(run, service, id)
  const command = await checkOf(run, id)
  if (command === null) return
  const limitMs = gateLimitMs(gateFor(observed.healthCheck, false, run.gatePolicy))
  const sinceMs = await run.host.read((signal) => run.client.systemTimeMs(signal))
  const startedAtMs = run.clock.monotonicMs()
  for (;;) {
    const output = await failingCheck(run, service, id, command, sinceMs)
    if (output === null) return
    const afterMs = run.clock.monotonicMs() - startedAtMs
    if (afterMs >= limitMs) {
      throw new ServiceFailure(
        service,
        gateError({ kind: 'too-late', afterMs, output }, service),
        id,
        displayBlock(output),
      )
    }
    await run.clock.sleep(againAfterMs, run.interrupted)
  }
}

/** Runs the check; null where it passes, or where Docker's own passed since. */
async function failingCheck(
  run: Run,
  service: string,
  id: string,
  command: readonly string[],
  sinceMs: number,
): Promise<string | null> {
  const seen = await expectUp(run, service, id)
  const passedSince = seen.checks.some((check) => check.startedAtMs >= sinceMs && check.exitCode === 0)
  if (passedSince) return null
  const { exitCode, output } = await orAborted(
    run.host.read((signal) => run.client.exec(id, command, signal)),
    run.interrupted,
  )
  return exitCode === 0 ? null : output
}

async function expectUp(run: Run, service: string, id: string): Promise<ContainerObservation> {
  const seen = await run.host.read((signal) => run.client.observeContainer(id, signal))
  if (seen === null) throw new ServiceFailure(service, gateError({ kind: 'gone' }, service), null, '')
  if (isUp(seen)) return seen
  const error = new BerthError('gate-exited', { service, exitCode: seen.exitCode ?? '?' })
  throw new ServiceFailure(service, error, id, displayBlock(seen.startError))
}

/** The command of the container's own check; null where it has none. */
async function checkOf({ client, host }: Run, id: string): Promise<readonly string[] | null> {
  const raw = await host.read((signal) => client.inspectContainer(id, signal))
  const { Healthcheck, Shell } = parseInspect(inspectSchema, raw, 'inspect container').Config
  const [kind, ...words] = Healthcheck?.Test ?? []
  if (kind === 'CMD' && words.length > 0) return words
  return kind === 'CMD-SHELL' ? [...(Shell ?? ['/bin/sh', '-c']), ...words] : null
}
