import type { Operation } from '../domain/operation'
import type { InterruptionChoice } from '../domain/interruption'
import type { Moment } from './moment'

/** What every command takes. `hosts`: addresses given by hand; null: the settings' or the local engine. */
export type CommonOptions = { readonly hosts: readonly string[] | null; readonly json: boolean }

/** Which kept release is meant: the newest, that of an id, that of a slot's deployment by its number. */
export type ReleaseWish =
  | { readonly kind: 'newest' }
  | { readonly kind: 'id'; readonly releaseId: string }
  | { readonly kind: 'number'; readonly number: number }

/** An operation as it is asked for: of a rollback the release may still have to be found. */
export type OperationWish =
  | Exclude<Operation, { kind: 'rollback' }>
  | { readonly kind: 'rollback'; readonly to: ReleaseWish; readonly services: Operation['services'] }

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
  readonly takeover: Takeover | null
}

/** Where a slots file is: by the host's name; null: on the only one there is. */
type OnHost = { readonly host: string | null }

/** What the person asked for, read from the arguments alone. */
export type CliRequest =
  | OperateRequest
  | (CommonOptions &
      (
        | { readonly kind: 'board' }
        | {
            readonly kind: 'logs'
            readonly slot: string
            /** Null: all. */
            readonly services: readonly string[] | null
            readonly follow: boolean
            /** Lines a container; null: all. */
            readonly tail: number | null
          }
        | { readonly kind: 'kept-releases'; readonly slot: string }
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
          }
        | { readonly kind: 'unreserve'; readonly slot: string; readonly by: string | null }
        | { readonly kind: 'lock'; readonly slot: string }
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
