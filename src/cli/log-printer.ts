import type { LogRows } from '../contract/log-contract'
import { type AnsiSpan, ansiSpans, plainLine } from '../domain/ansi-spans'
import type { Language } from '../domain/berth-error'
import { cliTextsOf } from './cli-texts-of'
import { padToWidth, textWidth } from './text-width'

/** How rows are printed. */
export type LogFormat = {
  readonly json: boolean
  readonly hasColors: boolean
  /** Whether each line names its service. */
  readonly namesServices: boolean
  readonly language: Language
}

/** A block of rows as text: `lines` are results; `notes` what happened to containers, for the person. */
export type PrintedRows = { readonly lines: string; readonly notes: string }

const markerKind = 2
const streams = ['stdout', 'stderr'] as const

/** Words rows; every line is harmless for a terminal, whatever the program wrote. */
export function printRows(rows: LogRows, services: readonly string[], format: LogFormat): PrintedRows {
  let lines = ''
  let notes = ''
  const width = Math.max(0, ...services.map(textWidth))
  rows.texts.forEach((text, index) => {
    const place = rows.service[index] ?? 0
    const kind = rows.kind[index] ?? 0
    const service = services[place] ?? ''
    const at = new Date(rows.atMs[index] ?? 0).toISOString()
    if (format.json) lines += `${JSON.stringify(jsonRow(at, service, kind, text))}\n`
    else if (kind === markerKind) notes += `--- ${markerWords(service, text, format.language)} ---\n`
    else lines += `${format.namesServices ? gutter(service, place, width, format) : ''}${lineText(text, format)}\n`
  })
  return { lines, notes }
}

function jsonRow(time: string, service: string, kind: number, text: string): Readonly<Record<string, string>> {
  if (kind !== markerKind) return { time, service, stream: streams[kind] ?? 'stdout', text: plainLine(text) }
  const [event = '', detail = ''] = text.split('\t', 2)
  return { time, service, event, detail }
}

function markerWords(service: string, text: string, language: Language): string {
  const words = cliTextsOf(language).logs.marker
  const [marker = '', detail = ''] = text.split('\t', 2)
  return Object.hasOwn(words, marker) ? words[marker as keyof typeof words](service, detail) : service
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
