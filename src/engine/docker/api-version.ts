import { BerthError } from '../../domain/berth-error'

/** The newest API version these calls were run against (Docker 20.10). Newer engines still take it, or name a minimum. */
const newestTested = '1.41'
/** Docker 20.10. Older engines lack what Berth asks for. */
const oldestSupported = '1.41'

/**
 * The version to speak: the engine's own, at most the newest tested, but never below the engine's minimum (an engine
 * that no longer takes the newest tested is spoken to at its minimum). Throws `engine-too-old`.
 */
export function agreeOnVersion(
  engine: { readonly own: string; readonly minimum: string | null },
  address: string,
): string {
  if (compareVersions(engine.own, oldestSupported) < 0) {
    throw new BerthError('engine-too-old', { address, version: engine.own, needed: oldestSupported })
  }
  const wanted = compareVersions(engine.own, newestTested) < 0 ? engine.own : newestTested
  return engine.minimum !== null && compareVersions(wanted, engine.minimum) < 0 ? engine.minimum : wanted
}

/** Whether the text is a version of Docker's API: two numbers. */
export function isApiVersion(text: string): boolean {
  return /^\d{1,4}\.\d{1,4}$/.test(text)
}

function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number)
  const [majorB = 0, minorB = 0] = b.split('.').map(Number)
  return majorA === majorB ? minorA - minorB : majorA - majorB
}
