import type { ReactElement } from 'react'
import type { HistoryEvent } from '../../../src/contract/history'
import { useClock } from '../../format/clock'
import { formatList } from '../../format/list'
import { formatMomentInFull, formatUpcoming } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { FromTo } from './release-text'

/** An entry's one line about what it changed. */
export function WhatChanged({ event }: { readonly event: HistoryEvent }): ReactElement {
  const { t } = useTranslation('activity')
  const language = useLanguage()
  switch (event.kind) {
    case 'deployment':
      return <FromTo from={event.from} to={event.to} />
    case 'takeover':
      return <WithReason text={t('takeoverOf', { owner: event.owner })} reason={event.reason} />
    case 'overruled':
      return <WithReason text={t('overruledOf', { owner: event.reservedBy })} reason={event.reason} />
    case 'reserved':
      return <Reserved event={event} />
    case 'unreserved':
      return <>{t('unreservedText')}</>
    case 'held':
      return <>{t('heldText', { tag: event.tag })}</>
    case 'lifted': {
      const tags = formatList(event.tags, language)
      const text = event.deploymentId === '' ? tags : t('liftedByDeployment', { tags })
      return <WithReason text={text} reason={event.reason} />
    }
    case 'settings-published': {
      const { version, slots, note } = event
      const text =
        slots.length === 0
          ? t('publishedText', { version })
          : t('publishedSlots', { version, slots: formatList(slots, language) })
      return <WithReason text={text} reason={note} />
    }
    case 'newer':
      return <>{t('newerText', { what: event.what })}</>
  }
}

function WithReason({ text, reason }: { readonly text: string; readonly reason: string }): ReactElement {
  const { t } = useTranslation('activity')
  if (reason === '') return <>{text}</>
  return (
    <>
      {text} <span className="tx2">{t('quoted', { text: reason })}</span>
    </>
  )
}

function Reserved({ event }: { readonly event: Extract<HistoryEvent, { kind: 'reserved' }> }): ReactElement {
  const { t } = useTranslation('activity')
  const { forWhom, why, untilMs } = event
  const language = useLanguage()
  const until = useClock((nowMs) =>
    untilMs > nowMs ? formatUpcoming(untilMs, nowMs, language) : formatMomentInFull(untilMs, nowMs, language),
  )
  const text = forWhom === '' ? t('reservedUntil', { until }) : t('reservedFor', { who: forWhom, until })
  return <WithReason text={text} reason={why} />
}
