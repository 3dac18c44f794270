import type { ReactElement } from 'react'
import { Icon } from '../../components/icon'
import { Menu, MenuItem } from '../../components/menu'
import { useClock } from '../../format/clock'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { type LogRangeName, logRanges } from './log-range'
import type { LogPageModel } from './use-log-page'

const words = {
  all: 'rangeAll',
  quarter: 'rangeQuarter',
  hour: 'rangeHour',
  day: 'rangeDay',
  deploy: 'rangeDeploy',
  moment: 'rangeMoment',
} as const satisfies Record<LogRangeName, string>

/** From when on lines are shown, and choosing it. `sinceMs`: the moment the page was opened with. */
export function TimeRange({
  model,
  sinceMs,
}: {
  readonly model: LogPageModel
  readonly sinceMs: number | null
}): ReactElement {
  const { t } = useTranslation('logs')
  const { range, choice } = model
  const offered = logRanges.filter((name) => {
    if (name === 'moment') return sinceMs !== null
    return name !== 'deploy' || (choice.slot?.deployedAtMs ?? null) !== null
  })
  const trigger = (
    <button type="button" className="btn" title={t('range')}>
      <Icon name="cal" />
      <span>{t(words[range])}</span>
    </button>
  )
  return (
    <>
      <RangeNote model={model} />
      <Menu trigger={trigger} label={t('range')}>
        {offered.map((name) => (
          <MenuItem key={name} checked={name === range} onSelect={() => model.setRange(name)}>
            {t(words[name])}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}

/** The moment itself: "last hour" was said some time ago. */
function RangeNote({ model }: { readonly model: LogPageModel }): ReactElement | null {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const { fromMs } = model.filter
  const time = useClock((nowMs) => (fromMs === null ? '' : formatMoment(fromMs, nowMs, language)))
  if (fromMs === null) return null
  return <span className="meta tx2 nw range-note">{t('rangeFrom', { time })}</span>
}
