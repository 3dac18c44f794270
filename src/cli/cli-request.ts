import type { LogLevel } from '../domain/log-level'
import type { Operation } from '../domain/operation'
import type { InterruptionChoice } from '../domain/interruption'
import type { Moment } from './moment'

/** What every command takes. */
export type CommonOptions = {
  /** Addresses and names given by hand; null: the settings' hosts, or the local engine. */
  readonly hosts: readonly string[] | null
  /** For those given by hand, and for this command alone: `tcp://` without TLS, too. */
  readonly acceptsPlainText?: true
  readonly json: boolean
  /** Where secrets are read instead of at the terminal; null: nowhere else. */
  readonly secretDescriptor: number | null
}

/** Which kept release is meant: the newest, that of an id, that of a slot's deployment by its number. */
export type ReleaseWish =
  | { readonly kind: 'newest' }
  | { readonly kind: 'id'; readonly releaseId: string }
  | { readonly kind: 'number'; readonly number: number }

/** How a build is meant: by its very tag, or by what the registries and labels say of it. */
export type BuildWish = { readonly by: 'tag' | 'branch' | 'platform' | 'revision'; readonly text: string }

/** An operation as it is asked for: the build of a deploy and the release of a rollback may still have to be found. */
export type OperationWish =
  | Exclude<Operation, { kind: 'rollback' | 'deploy' }>
  | (Omit<Extract<Operation, { kind: 'deploy' }>, 'tag'> & { readonly build: BuildWish })
  | { readonly kind: 'rollback'; readonly to: ReleaseWish; readonly services: Operation['services'] }

/** Who is told what is done, beside those that the environment names: files hold what is secret. */
export type NotifyWish = {
  readonly slackUrlFile: string | null
  readonly webhook: string | null
  readonly secretFile: string | null
}

/** A slot is taken over from a dead owner before anything else is done. */
export type Takeover = { readonly reason: string; readonly choice: InterruptionChoice }

/** A change of a slot's containers. */
export type OperateRequest = CommonOptions & {
  readonly kind: 'operate'
  readonly slot: string
  readonly operation: OperationWish
  /** Only print the plan. */
  readonly planOnly: boolean
  /** Don't ask. */
  readonly yes: boolean
  readonly by: string | null
  /** Why somebody else's reservation is gone over; null: it is not. */
  readonly overReservation: string | null
  /** Why a branch that the slot was rolled back from is deployed again; null: it is not. */
  readonly liftHold: string | null
  readonly takeover: Takeover | null
  readonly notify?: NotifyWish
}

/** Where a slots file is: by the host's name; null: on the only one there is. */
type OnHost = { readonly host: string | null }

/** How a host is to be spoken to, as far as it was said; undefined: it was not, null: not in that way. Files as they were written. */
export type AccessWish = {
  readonly tls?: TlsWish | null
  readonly acceptsPlainText?: boolean
  readonly keyFile?: string | null
  readonly jumpHost?: string | null
}

/** A folder with Docker's usual names in it, and files by hand that go before those. */
export type TlsWish = {
  readonly folder?: string
  readonly ca?: string
  readonly certificate?: string
  readonly key?: string
}

/** A host as the board names it. */
type NamedHost = { readonly host: string }

/** A change of the list of hosts, or a look at what could be in it. `test` false: without going there first. */
export type HostListRequest = CommonOptions &
  (
    | { readonly kind: 'hosts-find' }
    | {
        readonly kind: 'hosts-add'
        readonly address: string
        /** Empty: Berth finds one. */
        readonly name: string
        readonly access: AccessWish
        readonly test: boolean
      }
    /** `host`: a host's name, or an address that need not be on the board. */
    | ({ readonly kind: 'hosts-test'; readonly access: AccessWish } & NamedHost)
    /** What is not said stays as it is. */
    | ({
        readonly kind: 'hosts-edit'
        readonly address: string | null
        readonly name: string
        readonly access: AccessWish
        readonly test: boolean
      } & NamedHost)
    | ({ readonly kind: 'hosts-rename'; readonly name: string } & NamedHost)
    /** `to` is counted from 0. */
    | ({ readonly kind: 'hosts-move'; readonly to: number } & NamedHost)
    | ({ readonly kind: 'hosts-remove'; readonly yes: boolean } & NamedHost)
  )

/** What the person asked for, read from the arguments alone. */
export type CliRequest =
  | OperateRequest
  | HostListRequest
  | (CommonOptions &
      (
        | { readonly kind: 'board' }
        | { readonly kind: 'hosts' }
        | {
            readonly kind: 'logs'
            readonly slot: string
            /** Null: all. */
            readonly services: readonly string[] | null
            readonly follow: boolean
            /** Lines a container; null: all. */
            readonly tail: number | null
            readonly since: Moment | null
            readonly until: Moment | null
            /** What lines must hold; null: anything. */
            readonly grep: { readonly text: string; readonly kind: 'literal' | 'regex' } | null
            /** This level and above; null: all lines. */
            readonly level: LogLevel | null
          }
        | { readonly kind: 'kept-releases'; readonly slot: string }
        /** `limit` null: all of them. */
        | { readonly kind: 'builds'; readonly slot: string; readonly limit: number | null; readonly text: string }
        /** A branch, a platform version or a revision. */
        | { readonly kind: 'where'; readonly text: string }
        | {
            readonly kind: 'history'
            /** Null: all slots, and what concerns whole hosts. */
            readonly slot: string | null
            readonly limit: number
            readonly since: Moment | null
            readonly text: string
          }
        | {
            readonly kind: 'reserve'
            readonly slot: string
            readonly until: Moment
            readonly why: string
            readonly forWhom: string
            readonly by: string | null
            readonly overReservation: string | null
            readonly notify?: NotifyWish
          }
        | {
            readonly kind: 'unreserve'
            readonly slot: string
            readonly by: string | null
            readonly notify?: NotifyWish
          }
        | { readonly kind: 'lift'; readonly slot: string; readonly why: string; readonly by: string | null }
        | { readonly kind: 'lock'; readonly slot: string }
        /** `since` null: half an hour. */
        | { readonly kind: 'stats'; readonly slot: string; readonly watch: boolean }
        | { readonly kind: 'health'; readonly slot: string; readonly since: Moment | null }
        | ({
            readonly kind: 'settings-publish'
            readonly file: string
            readonly note: string
            readonly planOnly: boolean
            readonly yes: boolean
            readonly by: string | null
          } & OnHost)
        | ({ readonly kind: 'settings-check'; readonly file: string } & OnHost)
        /** `version` null: the newest. */
        | ({ readonly kind: 'settings-show'; readonly version: number | null } & OnHost)
        | ({ readonly kind: 'settings-list' } & OnHost)
      ))

/** The request of a kind. */
export type CliRequestOf<Kind extends CliRequest['kind']> = Extract<CliRequest, { kind: Kind }>
