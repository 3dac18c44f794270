import { toErrorData } from '../../domain/berth-error'
import type { HealthCheckDefinition } from '../../domain/container-observation'
import { healthCommand, pauseBetweenChecksMs } from '../../domain/early-check'
import type { Execution } from './execution'
import { readRawContainer } from './raw-container'

/**
 * Docker's way into a container costs as much as a small service's own start, which it must not hold up: at 60 ms a service
 * that needs 100 ms came up 40 ms later for it (`bench -- deploy`, two cores).
 */
const firstPauseMs = 150

/** A container that was just started, whose service others wait for. */
export type CheckedContainer = { readonly service: string; readonly id: string; readonly startedAtMs: number }

/**
 * Docker runs a health check for the first time an interval after the start: up to then others would wait for a service
 * that serves already. So the container's own command is run here, by Docker in the same way, until it passes once;
 * `onPass` is called then. That says "serves now" and no more: a failure here means nothing, and the gate stays Docker's
 * to open or close. Ends without a word when the signal is aborted, where there is no command, or where running it
 * fails or takes longer than the check allows. Never throws.
 */
export async function checkEarly(
  run: Pick<Execution, 'client' | 'clock' | 'log'>,
  container: CheckedContainer,
  onPass: () => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (await passes(run, container, signal)) onPass()
  } catch (error) {
    if (signal.aborted) return
    const details = { service: container.service, error: toErrorData(error).message }
    run.log('warn', 'health check not run ahead of its time', details)
  }
}

async function passes(
  { client, clock }: Pick<Execution, 'client' | 'clock'>,
  { id, startedAtMs }: CheckedContainer,
  signal: AbortSignal,
): Promise<boolean> {
  await clock.sleep(firstPauseMs, signal)
  const [raw, seen] = await Promise.all([client.inspectContainer(id, signal), client.observeContainer(id, signal)])
  const command = commandOf(raw)
  const check: HealthCheckDefinition | null = seen?.healthCheck ?? null
  if (command === null || check === null) return false
  for (;;) {
    const beganAtMs = clock.monotonicMs()
    const { exitCode } = await client.exec(id, command, signal)
    const nowMs = clock.monotonicMs()
    const tookMs = nowMs - beganAtMs
    if (tookMs > check.timeoutMs) return false
    if (exitCode === 0) return true
    await clock.sleep(pauseBetweenChecksMs(nowMs - startedAtMs, tookMs, check.intervalMs), signal)
  }
}

function commandOf(raw: Parameters<typeof readRawContainer>[0]): readonly string[] | null {
  const { Healthcheck, Shell } = readRawContainer(raw).Config
  const test: unknown = Healthcheck?.['Test']
  const isTexts = Array.isArray(test) && test.every((word) => typeof word === 'string')
  return isTexts ? healthCommand(test, Shell) : null
}
