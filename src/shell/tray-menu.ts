import type { Language } from '../domain/berth-error'
import { slotWords } from '../domain/slot-words'
import type { TraySlot, TrayView } from '../domain/tray-view'
import { shellWords } from './shell-words'

/** A line of the tray's menu. */
export type TrayLine =
  | { readonly kind: 'slot'; readonly label: string; readonly slot: TraySlot }
  | { readonly kind: 'words'; readonly label: string }
  | { readonly kind: 'open' | 'quit'; readonly label: string }
  | { readonly kind: 'line' }

/** What the tray shows and says. `shape` null: there is no slot. */
export type TrayFace = {
  readonly shape: TraySlot['shape'] | null
  readonly tip: string
  readonly lines: readonly TrayLine[]
}

/** The tray in words. Names come from hosts: they were made harmless before, and no `&` in one becomes a key of the menu. */
export function trayFace(view: TrayView, isSample: boolean, language: Language): TrayFace {
  const words = shellWords[language]
  const { worst, isOfFollowed } = view
  const shown = isOfFollowed ? view.followed : worst === null ? [] : [worst]
  const more = isOfFollowed && view.more > 0 ? [wordsLine(words.more(view.more))] : []
  const head = worst === null ? [wordsLine(words.noSlots)] : isOfFollowed ? [] : [wordsLine(words.worstOfAll)]
  return {
    shape: worst?.shape ?? null,
    tip: ['Berth', ...(isSample ? [words.sample] : []), ...(worst === null ? [] : [tipOf(worst, language)])].join(
      ' · ',
    ),
    lines: [
      ...(isSample ? [wordsLine(words.sample)] : []),
      ...head,
      ...shown.map((slot): TrayLine => ({ kind: 'slot', label: withoutKey(labelOf(slot, language)), slot })),
      ...more,
      { kind: 'line' },
      { kind: 'open', label: words.openBerth },
      { kind: 'quit', label: words.quitBerth },
    ],
  }
}

function tipOf({ shown, word }: TraySlot, language: Language): string {
  return `${shown.slot}: ${slotWords[language][word]}`
}

function labelOf({ shown, word }: TraySlot, language: Language): string {
  const { slot, host, branch } = shown
  return [slot, host, ...(branch === '' ? [] : [branch]), slotWords[language][word]].join('  ·  ')
}

const wordsLine = (label: string): TrayLine => ({ kind: 'words', label })

function withoutKey(text: string): string {
  return text.replaceAll('&', '&&')
}
