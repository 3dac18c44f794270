import type { Clock, Log } from './ports'

/** What the process that hosts the engine gives it. */
export type EngineOptions = {
  /** Folder of settings.json and board-snapshot.json; made when it is missing. */
  readonly homeDirectory: string
  /** Folder of Docker's own config.json; usually `~/.docker`. */
  readonly dockerConfigDirectory: string
  /** Environment: `DOCKER_HOST` names the local engine, `PATH` finds credential helpers. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly log: Log
  /** Addresses given by hand (`--host`); replaces the hosts of the settings. Null: use the settings. */
  readonly hosts: readonly string[] | null
  /**
   * Whether this is one command: what is put off until later is done before its end, and no board is kept on disk for
   * the next start.
   */
  readonly isOneCommand: boolean
  /** The path behind a save token of the shell; null: no such token. A token is good for one use. */
  readonly resolveSaveTarget: (token: string) => Promise<string | null>
  /** The path behind a token of a file that the person chose to be read; null: no such token. A token is good for one use. */
  readonly resolveOpenFile: (token: string) => Promise<string | null>
}
