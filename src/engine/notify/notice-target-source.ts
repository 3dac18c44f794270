import type { NoticeTarget } from '../../domain/notice-target'

/** What a target needs beyond the settings. Never logged, never sent to a window. */
export type NoticeSecrets = {
  readonly address: string
  /** Null: messages are not signed. */
  readonly signingSecret: string | null
}

/** A target with all that is needed to send there, as the command line is given it. */
export type GivenNoticeTarget = { readonly target: NoticeTarget; readonly secrets: NoticeSecrets }

/** Where targets are from. Left out: word is sent to nobody. */
export type NoticeTargetSource =
  /** Those of the settings; their secrets are asked for by id. Null: none is kept. */
  | {
      readonly kind: 'settings'
      readonly secrets: (targetId: string, signal: AbortSignal) => Promise<NoticeSecrets | null>
    }
  | { readonly kind: 'given'; readonly targets: readonly GivenNoticeTarget[] }
