import type { Language } from '../domain/berth-error'
import type { EngineSession } from './engine-session'
import type { CliOutput } from './output'

/** What commands work with beside the request. */
export type CommandParts = {
  readonly session: EngineSession
  readonly language: Language
  readonly output: CliOutput
  /** The system's name of the person, where the settings have none. */
  readonly userName: string
  readonly nowMs: () => number
  /** Called at each Ctrl-C; the result ends that. While somebody listens, the command's signal is left alone. */
  readonly onInterrupt: (listener: () => void) => () => void
}

/** The name that others see: as given by hand, else that of the settings, else the system's. */
export async function personName(
  by: string | null,
  { session, userName }: CommandParts,
  signal: AbortSignal,
): Promise<string> {
  if (by !== null) return by
  const { settings } = await session.request('read-settings', {}, signal)
  return settings.personName === '' ? userName : settings.personName
}

/** Prints data for scripts. */
export function writeJson({ output }: CommandParts, value: Readonly<Record<string, unknown>>): Promise<void> {
  return writeJsonTo(output, value)
}

/** Prints data for scripts, of a command without a session. */
export function writeJsonTo({ results }: CliOutput, value: Readonly<Record<string, unknown>>): Promise<void> {
  return results.write(`${JSON.stringify({ schema: 1, ...value }, null, 2)}\n`)
}
