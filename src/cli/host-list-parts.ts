import type { CommandParts } from './command-parts'
import type { EngineSession } from './engine-session'

/** What commands about the list of hosts work with beside the request. */
export type HostListParts = Omit<CommandParts, 'session'> & {
  readonly environment: Readonly<Record<string, string | undefined>>
  /**
   * Runs work with an engine of its own. `apart`: with no host on its board, for settings, finds and tests, whose
   * questions reach the person. `board`: with the hosts of the settings, for changing them; nobody is asked anything.
   */
  readonly withEngine: <Result>(
    kind: 'apart' | 'board',
    work: (session: EngineSession) => Promise<Result>,
  ) => Promise<Result>
}
