import type { NoticeTargetSource } from './notify/notice-target-source'
import type { Clock, Log, TypedLogins } from './ports'
import type { HostQuestions } from './transport/host-questions'

/** What the process that hosts the engine gives it. */
export type EngineOptions = {
  /** Folder of settings.json and board-snapshot.json; made when it is missing. */
  readonly homeDirectory: string
  /** Folder of Docker's own config.json; usually `~/.docker`. */
  readonly dockerConfigDirectory: string
  /** Environment: `DOCKER_HOST` names the local engine, `PATH` finds credential helpers. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The person's own directory, where `.ssh` is. */
  readonly personDirectory: string
  /** What only a person can say on the way to a host. */
  readonly secrets: Pick<HostQuestions, 'secret' | 'judged'>
  /** Whether an unknown host key is to be trusted. Null: the window is asked, by `host-keys-asked`. */
  readonly askHostKey: HostQuestions['hostKey'] | null
  /** Who is told what is done from here. Left out: nobody. */
  readonly noticeTargets?: NoticeTargetSource
  /** Logins for registries that a person typed. Left out: there are none. */
  readonly registryLogins?: TypedLogins
  readonly clock: Clock
  readonly log: Log
  /** Addresses given by hand (`--host`); replaces the hosts of the settings. Null: use the settings. */
  readonly hosts: readonly string[] | null
  /** Whether a person knows that what is said to those given by hand may be read and changed on the way. Left out: no. */
  readonly acceptsPlainText?: boolean
  /**
   * Whether this is one command: what is put off until later is done before its end, and no board is kept on disk for
   * the next start.
   */
  readonly isOneCommand: boolean
  /**
   * Of one run of the app, whose engine's process may be replaced after a crash: the next goes on with the deployments of
   * the one before. Left out: it goes on with nobody's.
   */
  readonly runId?: string
  /** The path behind a save token of the shell; null: no such token. A token is good for one use. */
  readonly resolveSaveTarget: (token: string) => Promise<string | null>
  /** The path behind a token of a file that the person chose to be read; null: no such token. A token is good for one use. */
  readonly resolveOpenFile: (token: string) => Promise<string | null>
}
