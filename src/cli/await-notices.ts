import { BerthError, describeError, type Language } from '../domain/berth-error'
import type { Engine } from '../engine/engine'
import type { Clock } from '../engine/ports'
import { cliTextsOf } from './cli-texts-of'
import type { CliOutput } from './output'

/** So long a command waits at its end for word of what it did to be delivered. */
export const noticeLimitMs = 10_000

type Parts = {
  readonly engine: Pick<Engine, 'noticesSent'>
  readonly progress: Pick<CliOutput['progress'], 'write'>
  readonly clock: Pick<Clock, 'sleep'>
  readonly language: Language
}

/** Waits for messages under way, and warns of those that did not arrive. How the command ends stays as it is. */
export async function awaitNotices({ engine, progress, clock, language }: Parts): Promise<void> {
  const texts = cliTextsOf(language).notify
  const [limit, done] = [new AbortController(), new AbortController()]
  clock.sleep(noticeLimitMs, done.signal).then(
    () => limit.abort(new BerthError('cancelled')),
    () => undefined,
  )
  try {
    for (const { error } of await engine.noticesSent(limit.signal)) {
      if (error !== null) await progress.write(`${texts.notDelivered(describeError(error, language).message)}\n`)
    }
  } catch (error) {
    if (!limit.signal.aborted) throw error
    await progress.write(`${texts.notDelivered(texts.stillUnderWay(noticeLimitMs / 1_000))}\n`)
  } finally {
    done.abort()
  }
}
