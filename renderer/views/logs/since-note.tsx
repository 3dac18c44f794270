import type { ReactElement } from 'react'
import { useClock } from '../../format/clock'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { LogPageModel } from './use-log-page'

/** A first line that is later than this after the wanted moment leaves the moment itself unexplained. */
const gapMs = 60_000

type SinceNoteProps = { readonly model: LogPageModel; readonly sinceMs: number }

/** From when on the log is shown, and whether lines of that moment are there at all. */
export function SinceNote({ model, sinceMs }: SinceNoteProps): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const first = model.session.row(model.rows.first)
  const from = useClock((nowMs) => formatMoment(sinceMs, nowMs, language))
  const found = useClock((nowMs) => (first === undefined ? '' : formatMoment(first.atMs, nowMs, language)))
  const hasGap = first !== undefined && first.atMs - sinceMs > gapMs
  return (
    <p className="log-since meta tx2" role="status">
      {t('since', { time: from })} {hasGap && t('sinceGap', { first: found })}
    </p>
  )
}
