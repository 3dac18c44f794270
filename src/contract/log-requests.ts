import { z } from 'zod'
import { logFilterSchema, logMarksSchema, logMatchesSchema, logRowsSchema, logSourceSchema } from './log-contract'

const viewId = z.string().min(1).max(64)
const position = z.number().int()
const foundPosition = z.object({ position: position.nullable() })
const nothing = z.object({})

/**
 * The requests about open logs. Each that names a view throws `log-view-unknown` for one that is not open. Positions are
 * those of the newest layout; see `logViewStateSchema`.
 */
export const logRequests = {
  /**
   * Opens a view of a slot's logs beginning with the newest `tail` lines a container (null: all that Docker has), of those
   * not older than `sinceMs` on the host's clock (null: of all). It is the view in front until another is opened or read.
   */
  'open-log': {
    request: z.strictObject({
      source: logSourceSchema,
      tail: z.number().int().min(0).max(1_000_000).nullable(),
      sinceMs: z.number().nonnegative().nullable(),
      /** Newer lines are not read; for a view that does not follow. */
      untilMs: z.number().nonnegative().nullable().default(null),
      follow: z.boolean(),
      /**
       * Keeps back the rows of before the newest moment from which all services' lines are there, so that no service seems
       * silent whose lines were not asked for yet. `read-older-log` brings them.
       */
      evenStart: z.boolean().default(true),
      /** What is shown from the first row on; null: every row. Throws `pattern-refused`. */
      filter: logFilterSchema.nullable().default(null),
    }),
    reply: z.object({ viewId: z.string() }),
  },
  'close-log': { request: z.strictObject({ viewId }), reply: nothing },
  /** At most 500 rows shown; fewer where the view doesn't have them. */
  'read-log-rows': {
    request: z.strictObject({
      viewId,
      first: position,
      count: z.number().int().min(1).max(500),
      /** Longer rows are cut for display, in UTF-16 units. */
      maxLength: z.number().int().min(80).max(65_536),
    }),
    reply: logRowsSchema,
  },
  /** One row's whole text, escape sequences included, up to 1 MB; empty where it isn't held any more. */
  'read-log-line': {
    request: z.strictObject({ viewId, number: z.number().int() }),
    reply: z.object({ text: z.string() }),
  },
  /**
   * Shows other rows, newest first; `layout` is the one from which on this filter holds. Groups opened or folded one by one
   * are as before, unless `foldStacks` changes. Throws `pattern-refused`.
   */
  'filter-log': {
    request: z.strictObject({ viewId, filter: logFilterSchema }),
    reply: z.object({ layout: z.number().int() }),
  },
  /** Opens or folds the group that a row belongs to; nothing happens where it has none. */
  'fold-log-group': {
    request: z.strictObject({ viewId, number: z.number().int(), open: z.boolean() }),
    reply: z.object({ layout: z.number().int() }),
  },
  /** Asks Docker for what came before the oldest row, about 2,000 lines; the view's state tells of it. */
  'read-older-log': { request: z.strictObject({ viewId }), reply: nothing },
  /**
   * Looks for a text in the rows shown, as they are seen (without escape sequences), for about 100 ms; see `logMatchesSchema`.
   * `before`: only positions below it (null: from the newest). Markers are not searched. Throws `pattern-refused`.
   */
  'search-log': {
    request: z.strictObject({
      viewId,
      text: z.string().min(1).max(500),
      kind: z.enum(['literal', 'regex']).default('literal'),
      matchCase: z.boolean().default(false),
      before: position.nullable().default(null),
    }),
    reply: logMatchesSchema,
  },
  /** The nearest row above or below a position, itself left out: a head or single line of level error or fatal, or a marker. */
  'find-log-row': {
    request: z.strictObject({
      viewId,
      from: position,
      direction: z.enum(['up', 'down']),
      kind: z.enum(['error', 'marker']),
    }),
    reply: foundPosition,
  },
  /**
   * Where a row stands: its own position, its head's where it is folded away, else that of the next row shown. By time:
   * the first row shown of that moment or later. Where nothing shown is as new, the last; null: nothing is shown.
   */
  'locate-log-row': {
    request: z.union([
      z.strictObject({ viewId, number: z.number().int() }),
      z.strictObject({ viewId, atMs: z.number() }),
    ]),
    reply: foundPosition,
  },
  'log-marks': {
    request: z.strictObject({ viewId, buckets: z.number().int().min(1).max(1_000) }),
    reply: logMarksSchema,
  },
  /**
   * Writes rows to the file that the person chose, compressed where its name ends in `.gz`; `target` is the shell's token
   * for it. The view's state tells how far it is; cancelled with the request, nothing is left of it. Throws `save-failed`.
   */
  'save-log': {
    request: z.strictObject({
      viewId,
      target: z.string().max(128),
      /** The rows shown (what is folded away among them), or all held. */
      what: z.enum(['shown', 'all']).default('all'),
    }),
    reply: z.object({ lines: z.number(), file: z.string() }),
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>
