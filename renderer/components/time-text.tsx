import { memo, type ReactElement } from 'react'
import type { Language } from '../../src/domain/berth-error'
import { useClock } from '../format/clock'
import { formatMomentInFull } from '../format/time'
import { useLanguage } from '../i18n/use-translation'

type TimeTextProps = {
  readonly atMs: number
  /** What to say about that moment now, e.g. `formatAgo`. Only its change renders anything. */
  readonly format: (atMs: number, nowMs: number, language: Language) => string
}

/** A text about a moment that goes with the clock; its tooltip is the moment itself. */
export const TimeText = memo(function TimeText({ atMs, format }: TimeTextProps): ReactElement {
  const language = useLanguage()
  const text = useClock((nowMs) => format(atMs, nowMs, language))
  const title = useClock((nowMs) => formatMomentInFull(atMs, nowMs, language))
  return <span title={title}>{text}</span>
})
