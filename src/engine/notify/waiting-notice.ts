import { z } from 'zod'
import { type Notice, noticeSchema } from '../../domain/notice'

/** More messages than this don't wait for a target beside the one under way: the oldest gives way. */
export const mostWaiting = 100

/** What is older than this by this machine's clock is not sent any more: nobody takes it for news. */
export const oldestWaitingMs = 24 * 3_600_000

/** A message that a target is yet to get. Its address and secret are asked for when it is sent. */
export type WaitingNotice = { readonly targetId: string; readonly sinceMs: number; readonly notice: Notice }

/** See `WaitingNotice`. */
export const waitingNoticeSchema = z.object({
  targetId: z.string().min(1).max(64),
  sinceMs: z.number().nonnegative(),
  notice: noticeSchema,
})

/** The same for the same message to the same target. */
export function waitingKey({ targetId, notice }: WaitingNotice): string {
  return `${targetId}\n${notice.id}`
}
