import { z } from 'zod'
import { logLevels } from '../domain/log-level'

/** Which containers a log view follows: those of a slot's services (`null`: all), across restarts and redeploys. */
export const logSourceSchema = z.object({
  hostId: z.string(),
  slot: z.string(),
  services: z.array(z.string()).nullable(),
})

/** See `logSourceSchema`. */
export type LogSource = Readonly<z.infer<typeof logSourceSchema>>

/** What `LogRows.service` says of a row that is of the slot as a whole and of no service: a deployment's marker. */
export const noService = 255

/** What `LogRows.kind` says. The text of a marker is its `LogMarker` and its details, tabs between; see there. */
export const rowKind = { stdout: 0, stderr: 1, marker: 2 } as const

/** What `LogRows.fold` says of a row's place in its group, a stack trace say. */
export const rowFold = { alone: 0, openHead: 1, foldedHead: 2, continuation: 3 } as const

/**
 * A block of rows as it travels: parallel arrays, one entry a row, so that a block costs one message and no objects.
 * `first` is the *position* of the first row among the rows shown; positions are contiguous, and hold until the view's
 * `layout` counts up. A row's *number* never changes while the view is open: it counts up with time, from 0 for the first
 * row that was read, and down from -1 for older rows that were fetched later.
 */
export const logRowsSchema = z.object({
  first: z.number().int(),
  /** The view's layout that the positions are of. */
  layout: z.number().int(),
  numbers: z.instanceof(Float64Array),
  atMs: z.instanceof(Float64Array),
  /** Indexes of the view's `services`, or `noService`. */
  service: z.instanceof(Uint8Array),
  /** See `rowKind`. */
  kind: z.instanceof(Uint8Array),
  /** Indexes of `logLevels`. A row that continues a group has its head's level. */
  level: z.instanceof(Uint8Array),
  /** See `rowFold`. */
  fold: z.instanceof(Uint8Array),
  /** Of the head of a folded group: rows that are folded away behind it. */
  hidden: z.instanceof(Uint32Array),
  /** 1: the text was cut to the length asked for; `read-log-line` has the whole. */
  cut: z.instanceof(Uint8Array),
  texts: z.array(z.string()),
})

/** See `logRowsSchema`. */
export type LogRows = Readonly<z.infer<typeof logRowsSchema>>

/** One text that rows must hold, or with `not` must not. Of rows without it alone a group's head decides for all of it. */
export const logTextFilterSchema = z.strictObject({
  text: z.string().min(1).max(500),
  kind: z.enum(['literal', 'regex']),
  matchCase: z.boolean(),
  not: z.boolean(),
})

/**
 * Which rows are shown. A group (a stack trace) is shown as a whole when one of its rows passes everything. Markers pass
 * `levels` always and `texts` where all of them are `not`. `null`: no limit.
 */
export const logFilterSchema = z.strictObject({
  services: z.array(z.string().min(1).max(255)).max(255).nullable(),
  levels: z.array(z.enum(logLevels)).max(logLevels.length).nullable(),
  texts: z.array(logTextFilterSchema).max(8),
  /** The host's clock; the moment itself passes. */
  fromMs: z.number().nullable(),
  /** The same. */
  toMs: z.number().nullable(),
  /** So many rows of the same service before and after each one that passes are shown as well. */
  contextLines: z.number().int().min(0).max(20),
  /** Whether groups are folded but for those that `fold-log-group` opened; else open but for those that it folded. */
  foldStacks: z.boolean(),
})

/** See `logFilterSchema`. */
export type LogFilter = Readonly<z.infer<typeof logFilterSchema>>

/** Shows every row, and folds nothing. */
export const everyRow: LogFilter = {
  services: null,
  levels: null,
  texts: [],
  fromMs: null,
  toMs: null,
  contextLines: 0,
  foldStacks: false,
}

/**
 * What a log view holds and shows, sent at most ten times a second. Positions `first` to `first + count - 1` can be read.
 * New rows add positions at the end, older ones that are found or fetched add them at the front (`first` gets smaller
 * then, and may be negative). Where known rows change their positions otherwise, `layout` counts up: positions and rows read
 * before are void then. `services` only grows, so that their indexes stay.
 */
export const logViewStateSchema = z.object({
  viewId: z.string(),
  services: z.array(z.string()),
  layout: z.number().int(),
  /** Counts up where rows that were read are void though their positions hold: a group grew, or was given a level. */
  revision: z.number().int(),
  first: z.number().int(),
  count: z.number().int(),
  /** Rows held, whether shown or not. */
  held: z.number().int(),
  /** Older rows that the budget pushed out. */
  dropped: z.number().int(),
  /** Rows held a service, in the order of `services`. */
  counts: z.array(z.number().int()),
  /** Lines held a level, in the order of `logLevels`; markers are not counted. */
  levels: z.array(z.number().int()),
  /** Rows may still come; false once a view that does not follow has read everything. */
  following: z.boolean(),
  /** Services whose log can't be read, by error code. */
  problems: z.array(z.object({ service: z.string(), code: z.string(), message: z.string() })),
  /** Whether Docker has rows from before the oldest one shown, as far as is known; `reading`: they are being fetched. */
  older: z.enum(['more', 'reading', 'none']),
  /** A filter that is still being applied, newest rows first, and how far back it came; null: it is. */
  filtering: z.object({ searchedToMs: z.number().nullable() }).nullable(),
  /** See `logMatchesSchema.isPartial`, of the filter: it has judged rows by their beginning alone. */
  filterIsPartial: z.boolean(),
  /** The file that is being written: rows so far, and of how many. */
  saving: z.object({ lines: z.number().int(), total: z.number().int() }).nullable(),
  /** The times of the oldest and the newest row held; null: none is. */
  oldestMs: z.number().nullable(),
  newestMs: z.number().nullable(),
})

/** See `logViewStateSchema`. */
export type LogViewState = Readonly<z.infer<typeof logViewStateSchema>>

/**
 * One slice of a search, newest rows first. `positions`: rows shown that match, ascending, at most 10,000; a folded group
 * of which any row matches counts once, as its head. They are of `layout`. All older rows down to `searchedTo` were
 * looked at; null: all were. Go on with `before: searchedTo`; where `layout` has changed, from the beginning.
 */
export const logMatchesSchema = z.object({
  positions: z.instanceof(Float64Array),
  layout: z.number().int(),
  searchedTo: z.number().int().nullable(),
  /** The time of the oldest row looked at; null: none was. */
  searchedToMs: z.number().nullable(),
  /** Rows longer than a regular expression is looked for in (`longestMatched`) were met, and not found by their beginning. */
  isPartial: z.boolean(),
})

/** See `logMatchesSchema`. */
export type LogMatches = Readonly<z.infer<typeof logMatchesSchema>>

/** What `LogMarks.flags` holds, added up. */
export const logMark = { error: 1, warn: 2, deployment: 4, container: 8 } as const

/**
 * What stands where, for the scroll bar: positions `first` to `first + count - 1` in as many even parts as were asked for
 * (as many as there are rows, where these are fewer). `flags`: one byte a part, see `logMark`; `container`: health,
 * starts, ends and memory.
 */
export const logMarksSchema = z.object({
  layout: z.number().int(),
  first: z.number().int(),
  count: z.number().int(),
  flags: z.instanceof(Uint8Array),
})

/** See `logMarksSchema`. */
export type LogMarks = Readonly<z.infer<typeof logMarksSchema>>
