import type { NoticeGoal, Sight } from '../contract/shell-contract'
import type { Language } from '../domain/berth-error'
import type { Notice } from '../domain/notice'
import { groupedText, groupingMs } from '../domain/notice-group'
import type { NoticeText } from '../domain/notice-text'
import type { ToShell } from './engine-channel'

type Noticed = Omit<Extract<ToShell, { kind: 'notice' }>, 'kind'>

/** What notifications need of the system and of the window. */
export type DesktopNoticeParts = {
  /** Shows one notification; `onClick` is called when a person clicks it. */
  readonly show: (text: NoticeText, onClick: () => void) => void
  readonly windowHasFocus: () => boolean
  /** Brings the window to the front and leads it there. */
  readonly open: (goal: NoticeGoal) => void
  readonly systemLanguage: Language
  /** Runs the work after the time. */
  readonly later: (delayMs: number, work: () => void) => void
}

/** A burst of more than these within two seconds is told of no further: the history has it. */
const mostWaiting = 50

/**
 * Tells the person of this computer what the engine notices: nothing that the window in front of them shows already, several within
 * two seconds as one, and a click leads to where it happened.
 */
export class DesktopNotices {
  readonly #parts: DesktopNoticeParts
  #sight: Sight = { kind: 'none' }
  #waiting: Noticed[] = []

  constructor(parts: DesktopNoticeParts) {
    this.#parts = parts
  }

  /** What the window shows from now on. */
  lookAt(sight: Sight): void {
    this.#sight = sight
  }

  /** What is received twice within that time is told once. */
  receive(noticed: Noticed): void {
    if (this.#isSeen(noticed) || this.#waiting.length >= mostWaiting) return
    if (this.#waiting.some(({ notice }) => notice.id === noticed.notice.id)) return
    this.#waiting.push(noticed)
    if (this.#waiting.length === 1) this.#parts.later(groupingMs, () => this.#tell())
  }

  /** One's own deployment is on the mind of whoever works in the window, whatever page it shows. */
  #isSeen({ notice, isOwn }: Noticed): boolean {
    if (!this.#parts.windowHasFocus()) return false
    if (isOwn || this.#sight.kind === 'all') return true
    return this.#sight.kind === 'slot' && this.#sight.hostId === notice.hostId && this.#sight.slot === notice.slot
  }

  #tell(): void {
    const told = this.#waiting
    this.#waiting = []
    const last = told.at(-1)
    if (last === undefined) return
    const language = last.language === 'system' ? this.#parts.systemLanguage : last.language
    const notices = told.map(({ notice }) => notice)
    const text = groupedText(notices, language, (atMs) => timeFormat(language).format(atMs))
    this.#parts.show(text, () => this.#parts.open(goalOf(notices)))
  }
}

/** One notice leads to where it shows best; several of one slot to that slot, of several to the board. */
function goalOf(notices: readonly Notice[]): NoticeGoal {
  const [first, ...others] = notices
  if (first === undefined) return { kind: 'board', hostId: '', slot: '', deploymentId: null }
  const { hostId, slot, deploymentId } = first
  const place = { hostId, slot, deploymentId }
  if (others.some((other) => other.hostId !== hostId || other.slot !== slot)) return { ...place, kind: 'board' }
  if (others.length > 0) return { ...place, kind: 'slot' }
  if (first.kind === 'unhealthy') return { ...place, kind: 'logs' }
  return { ...place, kind: deploymentId === null ? 'slot' : 'deployment' }
}

function timeFormat(language: Language): Intl.DateTimeFormat {
  const locale = language === 'ko' ? 'ko-KR' : 'en-GB'
  return new Intl.DateTimeFormat(locale, { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}
