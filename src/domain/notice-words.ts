import type { Notice, NoticeKind } from './notice'

type Operation = NonNullable<Notice['operation']>

/** The words of notices in one language. Names stand where no particle follows. */
export type NoticeWords = {
  /** What happened, after the slot's name and a colon. */
  readonly happened: Readonly<Record<Exclude<NoticeKind, 'started' | 'succeeded' | 'failed' | 'cancelled'>, string>>
  readonly started: Readonly<Record<Operation, string>>
  readonly succeeded: Readonly<Record<Operation, string>>
  readonly failed: Readonly<Record<Operation, string>>
  readonly cancelled: Readonly<Record<Operation, string>>
  /** What users get now. */
  readonly oldServes: string
  readonly by: (who: string) => string
  readonly from: (whose: string) => string
  readonly forWhom: (whose: string) => string
  readonly until: (time: string) => string
  readonly several: (count: number) => string
  /** Followed by the names of slots. */
  readonly more: (count: number) => string
  readonly test: string
}
