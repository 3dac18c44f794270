import { z } from 'zod'
import { errorCatalog, type ErrorCode } from './error-catalog'
import { reasonIn } from './error-reasons'

/** Values that fill the placeholders of a code's message and hint. Never a secret: they are shown and logged. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>

/** The languages every text a person reads exists in. */
export type Language = 'en' | 'ko'

/**
 * An error as it travels between processes and into `--json` output. `message` and `hint` are the English text;
 * a window in another language writes its own from `code` and `details` with `describeError`.
 */
export const berthErrorSchema = z.object({
  code: z.custom<ErrorCode>((value) => typeof value === 'string' && Object.hasOwn(errorCatalog, value)),
  message: z.string(),
  hint: z.string(),
  /** True where the same call may succeed later without anybody changing anything. */
  retryable: z.boolean(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

/** See `berthErrorSchema`. */
export type BerthErrorData = Readonly<z.infer<typeof berthErrorSchema>>

/** The only error Berth throws on purpose; everything else that is thrown is a fault and becomes `internal`. */
export class BerthError extends Error {
  readonly data: BerthErrorData

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    const data = errorData(code, details)
    super(data.message, options)
    this.name = 'BerthError'
    this.data = data
  }

  /** The code of this error, for comparisons. */
  get code(): ErrorCode {
    return this.data.code
  }
}

/** An error as data, texts in English. */
export function errorData(code: ErrorCode, details: ErrorDetails = {}): BerthErrorData {
  const text = describeError({ code, details }, 'en')
  return { code, details: { ...details }, retryable: errorCatalog[code].retryable, ...text }
}

/**
 * Message and hint of an error in one language, placeholders filled; a placeholder without a value stays empty. The
 * `{reason}` of an error that has another one as its cause (see `causeDetails`) is that one's text, and a reason of Berth's
 * own (see `reasonDetails`) is its text, in that language.
 */
export function describeError(
  error: Pick<BerthErrorData, 'code' | 'details'>,
  language: Language,
): { message: string; hint: string } {
  const text = errorCatalog[error.code][language]
  const cause = causeOf(error.details)
  const told = cause === null ? null : describeError(cause, language)
  const reason = told === null ? reasonIn(error.details, language) : `${told.message} ${told.hint}`.trim()
  const details = reason === null ? error.details : { ...error.details, reason }
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''))
  return { message: fill(text.message), hint: fill(text.hint) }
}

const causePrefix = 'cause.'

/** Details that say which other error is the reason of an error whose texts have a `{reason}`. */
export function causeDetails({ code, message, details }: BerthErrorData): ErrorDetails {
  // One cause deep: the causes of a cause are told by its own text.
  const own = Object.entries(details).filter(([name]) => !name.startsWith(causePrefix))
  const named = [...own, ['code', code] as const].map(([name, value]) => [`${causePrefix}${name}`, value] as const)
  return { reason: message, ...Object.fromEntries(named) }
}

function causeOf(details: ErrorDetails): Pick<BerthErrorData, 'code' | 'details'> | null {
  const code = details[`${causePrefix}code`]
  if (typeof code !== 'string' || !Object.hasOwn(errorCatalog, code)) return null
  const own = Object.entries(details).filter(([name]) => name.startsWith(causePrefix))
  const named = own.map(([name, value]) => [name.slice(causePrefix.length), value] as const)
  return { code: code as ErrorCode, details: Object.fromEntries(named) }
}

/** Anything that was thrown, as error data: a fault keeps its message for the log and gets the code `internal`. */
export function toErrorData(thrown: unknown): BerthErrorData {
  if (thrown instanceof BerthError) return thrown.data
  if (isAbort(thrown)) return errorData('cancelled')
  return errorData('internal', { reason: thrown instanceof Error ? thrown.message : String(thrown) })
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'ABORT_ERR')
}
