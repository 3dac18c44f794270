import { memo, type ReactElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnsiSpan, ansiSpans } from '../../../src/domain/ansi-spans'
import { displayText } from '../../../src/domain/display-text'
import { cssVariables } from '../../components/css-variables'
import { Icon } from '../../components/icon'
import { cutAtHits } from './log-matches'
import type { LogRow } from './log-row-cache'
import { formatLogTime } from './log-time'
import { markerTexts, readMarker } from './read-marker'

type LogRowLineProps = {
  readonly row: LogRow
  readonly service: string
  readonly color: string
  /** The searched text; empty: nothing is marked. */
  readonly needle: string
  readonly isMatch: boolean
  readonly isSelected: boolean
}

/** One row: a line of a service, or something that happened to its container. */
export const LogRowLine = memo(function LogRowLine(props: LogRowLineProps): ReactElement {
  const { row, service, color, isSelected } = props
  if (row.kind === 2) return <LogMarkerLine row={row} service={service} />
  return (
    <div className={isSelected ? 'ln cur' : 'ln'} style={cssVariables({ '--c': color })} data-row={row.number}>
      <span className="g">{service}</span>
      <span className="t">{formatLogTime(row.atMs)}</span>
      <span className="lv">{row.kind === 1 ? 'stderr' : ''}</span>
      <span className="m">{markedText(props)}</span>
    </div>
  )
})

function markedText({ row, needle, isMatch }: LogRowLineProps): ReactNode {
  return ansiSpans(row.text).map((span, index) => (
    <span key={index} className={spanClass(span)}>
      {cutAtHits(span.text, needle).map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <mark key={at} className={isMatch ? 'hit now' : 'hit'}>
            {part}
          </mark>
        ),
      )}
    </span>
  ))
}

const colorClass = {
  red: 'a-r',
  green: 'a-g',
  yellow: 'a-y',
  blue: 'a-b',
  magenta: 'a-m',
  cyan: 'a-c',
  dim: 'a-d',
} as const

function spanClass(span: AnsiSpan): string | undefined {
  const classes = [span.color === null ? '' : colorClass[span.color], span.bold ? 'a-B' : '', span.dim ? 'a-d' : '']
  return classes.filter((name) => name !== '').join(' ') || undefined
}

const markerIcons = { started: 'play', exited: 'x', replaced: 'deploy' } as const
function LogMarkerLine({ row, service }: { readonly row: LogRow; readonly service: string }): ReactElement {
  const { t } = useTranslation('logs')
  const { marker, detail } = readMarker(row.text)
  const text = t(markerTexts[marker], { service })
  if (marker === 'gap') return <div className="mark-gap">{text}</div>
  const shown = /^\d+$/.test(detail) && marker === 'exited' ? t('markerCode', { code: detail }) : displayText(detail)
  return (
    <div className={marker === 'replaced' ? 'mark-dep dep' : 'mark-dep'} data-row={row.number}>
      <Icon name={markerIcons[marker]} />
      <b>{text}</b>
      <span className="ell tx2">{[shown, formatLogTime(row.atMs).slice(0, 8)].filter(Boolean).join(' · ')}</span>
    </div>
  )
}
