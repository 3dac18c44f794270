import type { ScalarType } from './file-node'

/**
 * What an unquoted scalar is. Null for one that Compose's versions read differently (YAML 1.1 or 1.2, Python or Go):
 * `0644`, `22:22`, `1_000`, `1e3`, a date. Such a value has to be written in quotes.
 */
export function scalarType(text: string): ScalarType | null {
  if (nulls.has(text)) return 'null'
  if (booleans.has(text)) return 'boolean'
  if (plainInteger.test(text)) return Number.isSafeInteger(Number(text)) ? 'number' : null
  if (plainDecimal.test(text)) return String(Number(text)) === text ? 'number' : null
  return ambiguous.some((pattern) => pattern.test(text)) ? null : 'text'
}

/** Whether an unquoted key is read as the same text by all versions of Compose. */
export function isPlainKey(text: string): boolean {
  if (oldBooleans.test(text)) return false
  const type = scalarType(text)
  return type === 'text' || type === 'number'
}

const nulls = new Set(['', '~', 'null', 'Null', 'NULL'])
const booleans = new Set(['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])
const oldBooleans = /^(?:yes|no|on|off)$/i
const plainInteger = /^(?:0|-?[1-9]\d*)$/
const plainDecimal = /^-?\d+\.\d+$/

const ambiguous: readonly RegExp[] = [
  // Octal, hexadecimal and binary numbers, underscores within numbers, a leading plus.
  /^[-+]?0x[\da-f_]+$/i,
  /^[-+]?0b[01_]+$/i,
  /^[-+]?0o[0-7_]+$/i,
  /^[-+]?\d[\d_]*$/,
  // Fractions and exponents, infinities.
  /^[-+]?\d[\d_]*\.[\d_]*(?:e[-+]?\d+)?$/i,
  /^[-+]?\.\d[\d_]*(?:e[-+]?\d+)?$/i,
  /^[-+]?\d[\d_]*e[-+]?\d+$/i,
  /^[-+]?\.(?:inf|nan)$/i,
  // Numbers to the base of sixty: what a port mapping without quotes becomes.
  /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/,
  // Dates and times.
  /^\d{4}-\d\d?-\d\d?(?:[Tt\s].*)?$/,
]
