import type { NoticeSender } from './notice-sender'

/** Word of what happens: to the person's targets, and to the person. */
export type Notices = {
  readonly sender: NoticeSender
  readonly close: () => Promise<void>
}
