import { z } from 'zod'

/** Which containers a log view follows: those of a slot's services (`null`: all), across restarts and redeploys. */
export const logSourceSchema = z.object({
  hostId: z.string(),
  slot: z.string(),
  services: z.array(z.string()).nullable(),
})

/** See `logSourceSchema`. */
export type LogSource = Readonly<z.infer<typeof logSourceSchema>>

/**
 * A block of rows as it travels: parallel arrays, one entry a row, so that a block costs one message and no objects.
 * `first` is the number of the first row; rows are numbered from 0 for as long as the view is open. `service` indexes
 * the view's `services`. `kind`: 0 stdout, 1 stderr, 2 marker (the text is `LogMarker` and a detail, tab between: of
 * `exited` the exit code, empty where it is not known; of `started` and `replaced` the new container's tag, or nothing).
 */
export const logRowsSchema = z.object({
  first: z.number().int().nonnegative(),
  atMs: z.instanceof(Float64Array),
  service: z.instanceof(Uint8Array),
  kind: z.instanceof(Uint8Array),
  texts: z.array(z.string()),
})

/** See `logRowsSchema`. */
export type LogRows = Readonly<z.infer<typeof logRowsSchema>>

/**
 * What a log view holds, sent at most ten times a second. Rows `first` to `first + count - 1` can be read; `dropped`
 * counts older rows that the budget pushed out. `following`: rows may still come; false once a view that does not
 * follow has read everything. `services` only grows, so that their indexes stay. `problems` names services whose log can't be read, by error code.
 */
export const logViewStateSchema = z.object({
  viewId: z.string(),
  services: z.array(z.string()),
  first: z.number(),
  count: z.number(),
  dropped: z.number(),
  /** Rows held a service, in the order of `services`. */
  counts: z.array(z.number()),
  following: z.boolean(),
  problems: z.array(z.object({ service: z.string(), code: z.string(), message: z.string() })),
})

/** See `logViewStateSchema`. */
export type LogViewState = Readonly<z.infer<typeof logViewStateSchema>>

/** Where a text stands in the rows held: row numbers, oldest first, at most 10,000; `total` counts all of them. */
export const logMatchesSchema = z.object({ rows: z.instanceof(Float64Array), total: z.number() })

/** See `logMatchesSchema`. */
export type LogMatches = Readonly<z.infer<typeof logMatchesSchema>>
