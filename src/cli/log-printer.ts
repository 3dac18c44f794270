import { type LogRows, noService, rowKind } from '../contract/log-contract'
import { type AnsiSpan, ansiSpans, plainLine } from '../domain/ansi-spans'
import type { Language } from '../domain/berth-error'
import { type LogLevel, logLevels } from '../domain/log-level'
import type { LogMarker } from '../domain/log-line'
import { cliTextsOf } from './cli-texts-of'
import { padToWidth, textWidth } from './text-width'

/** How rows are printed. */
export type LogFormat = {
  readonly json: boolean
  readonly hasColors: boolean
  /** Whether each line names its service. */
  readonly namesServices: boolean
  readonly language: Language
  /** Whose rows they are, for scripts. */
  readonly host: string
  readonly slot: string
  /** Which rows are printed; null: all. */
  readonly isWanted: RowTest | null
}

/** A row that is judged; `text` is as it is seen, and `isCut` where the engine gave its beginning alone. */
export type JudgedRow = {
  readonly isMarker: boolean
  readonly level: LogLevel
  readonly text: string
  readonly isCut: boolean
}

/** Whether a row is wanted. */
export type RowTest = (row: JudgedRow) => boolean

/** A block of rows as text: `lines` are results; `notes` what happened to containers, for the person. */
export type PrintedRows = { readonly lines: string; readonly notes: string }

const streams = ['stdout', 'stderr'] as const

/** Words rows; every line is harmless for a terminal, whatever the program wrote. */
export function printRows(rows: LogRows, services: readonly string[], format: LogFormat): PrintedRows {
  let lines = ''
  let notes = ''
  const width = Math.max(0, ...services.map(textWidth))
  rows.texts.forEach((text, index) => {
    const place = rows.service[index] ?? 0
    const kind = rows.kind[index] ?? 0
    const level = logLevels[rows.level[index] ?? 0] ?? 'none'
    const isMarker = kind === rowKind.marker
    const isCut = rows.cut[index] === 1
    if (format.isWanted?.({ isMarker, level, text: plainLine(text), isCut }) === false) return
    const service = place === noService ? '' : (services[place] ?? '')
    const at = new Date(rows.atMs[index] ?? 0).toISOString()
    if (format.json) lines += `${JSON.stringify({ ...placeOf(at, service, format), ...jsonRow(kind, level, text) })}\n`
    else if (isMarker) notes += `--- ${markerWords(service, text, format.language)} ---\n`
    else lines += `${format.namesServices ? gutter(service, place, width, format) : ''}${lineText(text, format)}\n`
  })
  return { lines, notes }
}

/** `service` is null for what is of the slot as a whole. */
function placeOf(time: string, service: string, { host, slot }: LogFormat): Readonly<Record<string, string | null>> {
  return { time, host, slot, service: service === '' ? null : service }
}

function jsonRow(kind: number, level: LogLevel, text: string): Readonly<Record<string, string | readonly string[]>> {
  if (kind !== rowKind.marker) return { stream: streams[kind] ?? 'stdout', level, text: plainLine(text) }
  const [marker = '', ...details] = text.split('\t')
  return { marker, details: details.map(plainLine) }
}

function markerWords(service: string, text: string, language: Language): string {
  const words = cliTextsOf(language).logs.marker
  const [marker = '', ...details] = text.split('\t')
  return isMarkerName(marker, words) ? words[marker](service, ...details.map(plainLine)) : service
}

function isMarkerName(name: string, words: object): name is LogMarker {
  return Object.hasOwn(words, name)
}

function gutter(service: string, place: number, width: number, { hasColors }: LogFormat): string {
  const name = padToWidth(service, width)
  return hasColors ? `${style([gutterColors[place % gutterColors.length] ?? 36])}${name} |${reset} ` : `${name} | `
}

function lineText(text: string, { hasColors }: LogFormat): string {
  return hasColors ? ansiSpans(text).map(spanText).join('') : plainLine(text)
}

function spanText(span: AnsiSpan): string {
  const codes = [span.bold ? 1 : null, span.dim ? 2 : null, span.color === null ? null : colorCodes[span.color]]
  const used = codes.filter((code) => code !== null)
  return used.length === 0 ? span.text : `${style(used)}${span.text}${reset}`
}

function style(codes: readonly number[]): string {
  return `\u001b[${codes.join(';')}m`
}

const reset = '\u001b[0m'
const colorCodes = { red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, dim: 90 } as const
const gutterColors = [36, 35, 33, 32, 34]
