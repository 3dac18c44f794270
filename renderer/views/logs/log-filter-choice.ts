import type { LogFilter } from '../../../src/contract/log-contract'
import type { LogLevel } from '../../../src/domain/log-level'
import type { LogLook } from './log-look-store'

/** The buttons of the levels, most pressing first, and the levels each of them stands for. */
export const levelGroups = {
  error: ['fatal', 'error'],
  warn: ['warn'],
  info: ['info'],
  debug: ['debug'],
  trace: ['trace'],
  none: ['none'],
} as const satisfies Record<string, readonly LogLevel[]>

/** See `levelGroups`. */
export type LevelGroup = keyof typeof levelGroups

/** One text that lines must hold, or must not. */
export type TextFilter = LogFilter['texts'][number]

/** The most texts a filter may have. */
export const mostTexts = 8

/**
 * What the reader has left out of a log. Kept as what is hidden, so that a service that comes later shows. `errorsOnly`
 * goes over the levels and leaves them as they were for afterwards.
 */
export type LogFilterChoice = {
  readonly hiddenServices: readonly string[]
  readonly hiddenLevels: readonly LevelGroup[]
  readonly errorsOnly: boolean
  readonly texts: readonly TextFilter[]
  readonly fromMs: number | null
}

/** Nothing is left out. */
export const everything: LogFilterChoice = {
  hiddenServices: [],
  hiddenLevels: [],
  errorsOnly: false,
  texts: [],
  fromMs: null,
}

/** Whether all rows held show. */
export function showsEverything(choice: LogFilterChoice): boolean {
  const { hiddenServices, hiddenLevels, errorsOnly, texts, fromMs } = choice
  return hiddenServices.length + hiddenLevels.length + texts.length === 0 && !errorsOnly && fromMs === null
}

/** The filter the engine applies; `services` are those the view knows. */
export function engineFilter(choice: LogFilterChoice, look: LogLook, services: readonly string[]): LogFilter {
  return {
    services:
      choice.hiddenServices.length === 0 ? null : services.filter((name) => !choice.hiddenServices.includes(name)),
    levels: shownLevels(choice),
    texts: [...choice.texts],
    fromMs: choice.fromMs,
    toMs: null,
    contextLines: choice.errorsOnly ? look.contextLines : 0,
    foldStacks: look.foldStacks,
  }
}

/** Hides what shows, and shows what is hidden. */
export function toggled<Item>(list: readonly Item[], item: Item): readonly Item[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item]
}

/** The texts with one more, without one that is there already; the first one goes where there are too many. */
export function withText(texts: readonly TextFilter[], added: TextFilter): readonly TextFilter[] {
  const others = texts.filter((text) => textKey(text) !== textKey(added))
  return [...others, added].slice(-mostTexts)
}

/** Tells texts of a filter apart. */
export function textKey({ text, kind, matchCase, not }: TextFilter): string {
  return JSON.stringify([not, kind, matchCase, text])
}

function shownLevels({ errorsOnly, hiddenLevels }: LogFilterChoice): LogLevel[] | null {
  if (errorsOnly) return [...levelGroups.error]
  if (hiddenLevels.length === 0) return null
  return groupNames.filter((group) => !hiddenLevels.includes(group)).flatMap((group) => [...levelGroups[group]])
}

const groupNames = Object.keys(levelGroups) as LevelGroup[]
