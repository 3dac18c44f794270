import { z } from 'zod'
import type { BerthError } from '../../domain/berth-error'
import { unexpectedAnswer, uselessAnswer } from './docker-failure'

// Pieces for Docker's answers, which vary with the engine: a field that is missing or of another kind gets a default
// instead of refusing the whole answer. What nothing can be done without is required by its own schema.

export const lenientText = z.string().catch('')
export const lenientFlag = z.boolean().catch(false)
/** A number that can be counted with; 0 for anything else. */
export const lenientNumber = z.number().catch(0)
/** Texts of a list; anything else in it is dropped. */
export const lenientTexts = lenientList(z.string())
/** Labels and attributes: entries that are not text are dropped. */
export const lenientRecord = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((record): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  )
/** RFC 3339 as milliseconds since the epoch; null for Docker's zero time (year 1) and for anything unreadable. */
export const lenientTime = z
  .string()
  .catch('')
  .transform((text) => timeOf(text))

/** The entries of a list that have the shape; the others are dropped, and no list is an empty one. */
export function lenientList<T extends z.ZodType>(entry: T): z.ZodType<z.output<T>[]> {
  return z
    .array(z.unknown())
    .catch([])
    .transform((entries) =>
      entries.flatMap((value) => {
        const parsed = entry.safeParse(value)
        return parsed.success ? [parsed.data] : []
      }),
    )
}

/** An object of lenient fields that may be missing, null or something else, and then reads as an empty one. */
export function lenientObject<T extends z.ZodRawShape>(shape: T): z.ZodCatch<z.ZodObject<T>> {
  const schema = z.object(shape)
  return schema.catch(() => schema.parse({}))
}

/** The value in the schema's shape, or the error that names the field. */
export function parseAnswer<T extends z.ZodType>(schema: T, value: unknown, operation: string): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw unexpectedField(operation, parsed.error)
}

function unexpectedField(operation: string, error: z.ZodError): BerthError {
  const path = error.issues[0]?.path.map(String).join('.') ?? ''
  return path === '' ? uselessAnswer(operation, 'answer-not-an-object') : unexpectedAnswer(operation, path)
}

function timeOf(text: string): number | null {
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) || atMs <= 0 ? null : atMs
}
