import { memo, type ReactElement, type ReactNode } from 'react'
import { rowKind } from '../../../src/contract/log-contract'
import { plainLine } from '../../../src/domain/ansi-spans'
import type { LineMatcher } from '../../../src/domain/line-matcher'
import { jsonTree, readJsonLine } from '../../../src/domain/log-json'
import { cssVariables } from '../../components/css-variables'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { JsonShort, JsonTree } from './log-json'
import { LogMarkerLine } from './log-marker-line'
import type { LogRow } from './log-row-cache'
import { LogRowText } from './log-row-text'

/** Lines of an unfolded tree within the log; the whole is in the dialog of the line. */
const mostTreeLines = 40

type LogRowLineProps = {
  readonly row: LogRow
  readonly service: string
  readonly color: string
  /** As the page writes times. */
  readonly time: string
  readonly matcher: LineMatcher | null
  readonly isMatch: boolean
  readonly isSelected: boolean
  /** Unfolded: a JSON line shows its tree, any other its whole width. */
  readonly isOpen: boolean
  readonly onUnfold: (row: LogRow) => void
  /** The way to what can be done with the line; on one line at most. */
  readonly menu: ReactNode
}

/** One row: a line of a service, or something that happened to its container. */
export const LogRowLine = memo(function LogRowLine(props: LogRowLineProps): ReactElement {
  const { row, service, color, time, isSelected, isOpen, menu } = props
  if (row.kind === rowKind.marker)
    return (
      <LogMarkerLine text={row.text} service={service} time={time} position={row.position} isSelected={isSelected} />
    )
  const classes = ['ln', isSelected ? 'cur' : '', isOpen ? 'open' : '', row.fold === 'continuation' ? 'goes-on' : '']
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      style={cssVariables({ '--c': color })}
      data-row={row.position}
      data-l={levelWords[row.level]}
    >
      <span className="g">{service}</span>
      <span className="t">{time}</span>
      <LevelWord row={row} />
      <RowContent {...props} />
      {menu}
    </div>
  )
})

const levelWords = {
  none: undefined,
  trace: 'TRACE',
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
} as const

function LevelWord({ row }: { readonly row: LogRow }): ReactElement {
  const word = levelWords[row.level]
  if (word !== undefined) return <span className="lv">{row.fold === 'continuation' ? '' : word}</span>
  return <span className="lv">{row.kind === rowKind.stderr && <Word of="stderr" />}</span>
}

/** A word of its own, as asking for a language costs more than all else of a row; most rows have none. */
function Word({ of }: { readonly of: 'stderr' | 'cut' }): string {
  const { t } = useTranslation('logs')
  return t(of)
}

function RowContent(props: LogRowLineProps): ReactElement {
  const { row, matcher, isMatch, isOpen } = props
  const hits = { matcher, isCurrent: isMatch }
  const json = row.isCut ? null : readJsonLine(row.text)
  const tree = json !== null && isOpen ? jsonTree(row.text) : null
  return (
    <>
      <span className="m">
        <span className="words">
          {json !== null && <span className="tx3">{isOpen ? '▾ ' : '▸ '}</span>}
          {json === null ? <LogRowText text={row.text} hits={hits} /> : <JsonShort line={json} hits={hits} />}
        </span>
        {row.fold === 'folded' && <FoldedLines {...props} />}
        {row.fold !== 'folded' && row.isCut && (
          <span className="more">
            … <Word of="cut" />
          </span>
        )}
      </span>
      {tree !== null && <JsonTree tree={tree} hits={hits} most={mostTreeLines} />}
    </>
  )
}

/** The lines folded away behind a row; the match may be in one of them. */
function FoldedLines({ row, matcher, isMatch, onUnfold }: LogRowLineProps): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const words = `▸ ${t('moreLines', { count: row.hidden, formatted: formatCount(row.hidden, language) })}`
  const isHit = isMatch && matcher?.matches(plainLine(row.text)) !== true
  return (
    <button type="button" tabIndex={-1} className="more" onClick={() => onUnfold(row)}>
      {isHit ? <mark className="hit now">{words}</mark> : words}
    </button>
  )
}
