import { memo, type ReactElement } from 'react'
import { type HistoryEntry, type HistoryEvent, historyKindOf } from '../../../src/contract/history'
import { Icon } from '../../components/icon'
import { StateShape } from '../../components/state-shape'
import { formatClock, formatRunning, formatStepTime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { kindIcons, resultLook } from './history-look'
import { WhatChanged } from './what-changed'

type HistoryLineProps = {
  /** Undefined: still being read. */
  readonly entry: HistoryEntry | undefined
  readonly index: number
  readonly hostName: string
  readonly isSelected: boolean
  readonly isOpen: boolean
  readonly onPress: (index: number) => void
}

/** The id of an entry's row, for the list's active descendant. */
export const lineId = (index: number): string => `history-${index}`

/** One entry in the list. */
export const HistoryLine = memo(function HistoryLine(props: HistoryLineProps): ReactElement {
  const { entry, index, hostName, isSelected, isOpen, onPress } = props
  return (
    <div
      id={lineId(index)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-expanded={isOpen}
      className="ar"
      data-entry={entry?.id}
    >
      {entry === undefined ? (
        <span role="gridcell">…</span>
      ) : (
        <Cells entry={entry} hostName={hostName} isOpen={isOpen} onPress={() => onPress(index)} />
      )}
    </div>
  )
})

type CellsProps = {
  readonly entry: HistoryEntry
  readonly hostName: string
  readonly isOpen: boolean
  readonly onPress: () => void
}

function Cells({ entry, hostName, isOpen, onPress }: CellsProps): ReactElement {
  const { t } = useTranslation('activity')
  const kind = historyKindOf(entry.event)
  return (
    <>
      <span role="gridcell" className="ch">
        {/* Reaches over the whole row; by keyboard the list itself does what it does. */}
        <button type="button" tabIndex={-1} aria-label={t('details')} onClick={onPress}>
          <Icon name={isOpen ? 'down' : 'right'} />
        </button>
      </span>
      <span role="gridcell">
        <time dateTime={new Date(entry.atMs).toISOString()}>{formatClock(entry.atMs)}</time>
      </span>
      <span role="gridcell" className="kd">
        <Icon name={kindIcons[kind]} />
        {t(`kinds.${kind}`)}
      </span>
      <span role="gridcell" className="sl" title={entry.slot === null ? hostName : `${hostName} / ${entry.slot}`}>
        {hostName}
        {entry.slot !== null && (
          <>
            <i>/</i>
            <b>{entry.slot}</b>
          </>
        )}
      </span>
      <span role="gridcell" className="wh">
        <WhatChanged event={entry.event} />
      </span>
      <span role="gridcell" className="by" title={entry.by}>
        {entry.by}
      </span>
      <span role="gridcell" className="rs">
        <Result event={entry.event} />
      </span>
      <span role="gridcell" className="tk">
        <Took event={entry.event} />
      </span>
    </>
  )
}

/** How an entry ended, as shape and word. */
export function Result({ event }: { readonly event: HistoryEvent }): ReactElement {
  const { t } = useTranslation('activity')
  const { word, state } = resultLook(event)
  if (state === null) return <span className="st plain tx2">{t(word)}</span>
  return (
    <span className={`st st-${state.tone}${state.quiet ? ' quiet' : ''}`}>
      <StateShape name={state.shape} />
      <span>{t(word)}</span>
    </span>
  )
}

function Took({ event }: { readonly event: HistoryEvent }): ReactElement {
  const language = useLanguage()
  if (event.kind !== 'deployment' || event.tookMs === null) return <></>
  return <>{event.tookMs < 10_000 ? formatStepTime(event.tookMs, language) : formatRunning(event.tookMs)}</>
}
