import { randomUUID } from 'node:crypto'
import type { HostTest } from '../contract/host-test'
import { BerthError, type BerthErrorData } from '../domain/berth-error'
import type { HostAccessSetting } from '../domain/settings'
import type { EngineSession } from './engine-session'
import type { HostListParts } from './host-list-parts'
import { stepLines } from './host-test-lines'
import { cliTextsOf } from './cli-texts-of'

/** A host as a test takes it. */
export type TriedHost = { readonly address: string; readonly access: HostAccessSetting }

/** Goes to a host step by step, and tells of each step as it passes; a step that fails is part of the answer. */
export function tryHost(
  { address, access }: TriedHost,
  { withEngine, output, language }: HostListParts,
  signal: AbortSignal,
): Promise<HostTest> {
  return withEngine('apart', async (session) => {
    await output.progress.write(`${cliTextsOf(language).hosts.testing(address)}\n`)
    const testId = randomUUID()
    const over = new AbortController()
    let toldCount = 0
    const tell = async (test: HostTest | null): Promise<void> => {
      const lines = test === null ? [] : stepLines(test, language)
      const news = lines.slice(toldCount)
      toldCount = Math.max(toldCount, lines.length)
      if (news.length > 0) await output.progress.write(`${news.join('\n')}\n`)
    }
    const following = follow(session, () => tell(session.hostTest(testId)), over.signal)
    try {
      const test = await session.request('test-host', { ...access, address, testId }, signal)
      over.abort()
      await following
      await tell(test)
      return test
    } finally {
      over.abort()
    }
  })
}

async function follow(session: EngineSession, tell: () => Promise<void>, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await tell()
    await session.nextEvent(over).catch(() => undefined)
  }
}

/** Why a test did not come to its end; null: it did. */
export function failureOf({ steps }: HostTest): BerthErrorData | null {
  const failed = steps.map(({ state }) => state).find((state) => state.kind === 'failed')
  return failed?.error ?? null
}

/** Throws what a test failed with. */
export function throwIfFailed(test: HostTest): void {
  const error = failureOf(test)
  if (error !== null) throw new BerthError(error.code, error.details)
}
