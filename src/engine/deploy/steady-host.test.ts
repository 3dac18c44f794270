import { expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { createFakeClock } from '../../testing/fake-clock'
import type { Clock } from '../ports'
import { defaultPatience, type SteadyHost, steadyHost } from './steady-host'

const never = new AbortController().signal
const cut = new BerthError('host-unreachable', { address: 'x', reason: 'connection closed' })
const refused = new BerthError('docker-refused', { operation: 'rename', reason: 'has that name', status: 409 })

const host = (): SteadyHost => {
  const beforeChange = async (): Promise<void> => undefined
  return steadyHost({ clock: createFakeClock(), patience: defaultPatience, signal: never, beforeChange })
}

/** A change whose tries fail with these errors, and that is seen to be made after so many looks. */
async function change(
  errors: readonly BerthError[],
  lookThatSeesIt: number,
): Promise<{ result: unknown; tries: number }> {
  let tries = 0
  let looks = 0
  const result = await host()
    .change<string>(
      async () => {
        const error = errors[tries]
        tries += 1
        if (error !== undefined) throw error
        return 'made'
      },
      async () => ((looks += 1) >= lookThatSeesIt ? { kind: 'done', result: 'seen' } : { kind: 'not-done' }),
    )
    .catch((error: unknown) => error)
  return { result, tries }
}

test('a first try that comes through only after the look is taken for what it is, when the second one is refused', async () => {
  expect(await change([cut, refused], 2)).toEqual({ result: 'seen', tries: 2 })
})

test('a refusal is believed: at once where nothing was lost before, and where the look says so too', async () => {
  expect(await change([refused], 1)).toEqual({ result: refused, tries: 1 })
  expect(await change([cut, refused], 9)).toEqual({ result: refused, tries: 2 })
})

/** A look that breaks until it has been tried so often, on a machine that sleeps in each pause for that long besides. */
async function look(breaks: number, asleepMs: number): Promise<{ result: unknown; tries: number }> {
  let [nowMs, tries] = [0, 0]
  const clock: Clock = {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    sleep: async (durationMs) => void (nowMs += durationMs + asleepMs),
  }
  const beforeChange = async (): Promise<void> => undefined
  const result = await steadyHost({ clock, patience: defaultPatience, signal: never, beforeChange })
    .read(async () => {
      tries += 1
      if (tries <= breaks) throw cut
      return 'seen'
    })
    .catch((error: unknown) => error)
  return { result, tries }
}

test('a host is borne with for two minutes, and the hours that this machine slept meanwhile count for next to nothing', async () => {
  expect(await look(400, 0)).toEqual({ result: 'seen', tries: 401 })
  expect(await look(999, 0)).toEqual({ result: cut, tries: 481 })
  expect(await look(3, 3_600_000)).toEqual({ result: 'seen', tries: 4 })
})
