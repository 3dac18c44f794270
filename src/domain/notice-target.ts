import { z } from 'zod'
import { sentKinds } from './notice'

/** The most targets of one person. */
export const mostNoticeTargets = 20

/** The longest template, and the longest text that is made of one. */
export const longestTemplate = 500

const template = z.string().trim().min(1).max(longestTemplate)

/**
 * Where word of what this person does is sent. Its address and its signing secret are no part of it: the shell keeps them
 * under the target's id.
 */
export const noticeTargetSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{8,64}$/),
  kind: z.enum(['slack', 'webhook']),
  name: z.string().trim().min(1).max(64),
  /** As much of the address as may be seen: `https://hooks.slack.com/••••••••`. */
  shown: z.string().max(300),
  language: z.enum(['en', 'ko']),
  events: z.array(z.enum(sentKinds)).max(sentKinds.length),
  /** Texts instead of Berth's own, by kind; see `fillTemplate`. */
  templates: z.partialRecord(z.enum(sentKinds), template).default({}),
})

/** See `noticeTargetSchema`. */
export type NoticeTarget = Readonly<z.infer<typeof noticeTargetSchema>>
