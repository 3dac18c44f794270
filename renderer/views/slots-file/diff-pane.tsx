import type { ReactElement, RefObject } from 'react'
import type { SlotsFileCheck } from '../../../src/contract/slots-file-view'
import { describeRemark } from '../../../src/domain/slots-file/remark-catalog'
import { KeyCap } from '../../components/key-cap'
import { scrollable } from '../../components/scrollable'
import { StateShape } from '../../components/state-shape'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { DiffRow, ShownRemark } from './diff-rows'

type DiffPaneProps = {
  readonly check: SlotsFileCheck
  readonly rows: readonly DiffRow[]
  readonly pane: RefObject<HTMLDivElement | null>
}

/** The new file beside the published one, line by line, with what was found under its line. */
export function DiffPane({ check, rows, pane }: DiffPaneProps): ReactElement {
  const { t } = useTranslation('slotsFile')
  const version = check.against?.version ?? 0
  const isFirst = check.against === null
  return (
    <div
      ref={pane}
      className="diff"
      role="region"
      aria-label={isFirst ? t('diffFirst') : t('diff', { version })}
      {...scrollable}
    >
      <div className="dh">
        <span>{isFirst ? t('beforeNone') : t('before', { version })}</span>
        <span>{t('yours')}</span>
        <b>{check.fileName}</b>
        <span className="grow" />
        <span>
          <KeyCap>N</KeyCap> {t('nextChange')}
        </span>
        <span>
          <KeyCap>P</KeyCap> {t('previousChange')}
        </span>
      </div>
      {rows.length === 0 && <p className="diff-note">{t('unreadable')}</p>}
      {rows.map((row) => (
        <Row key={keyOf(row)} row={row} />
      ))}
    </div>
  )
}

function keyOf(row: DiffRow): string {
  switch (row.kind) {
    case 'file':
      return `file ${row.name}`
    case 'line':
      return `${row.line.file} ${row.line.before} ${row.line.after}`
    case 'fold':
      return `fold ${row.key}`
    case 'remark':
      return `remark ${row.index}`
  }
}

function Row({ row }: { readonly row: DiffRow }): ReactElement {
  const { t } = useTranslation('slotsFile')
  switch (row.kind) {
    case 'file':
      return (
        <div className="dl hk">
          <b>{row.name}</b>
        </div>
      )
    case 'fold':
      return (
        <div className="dl hk">
          <em>{t('folded', { count: row.count })}</em>
        </div>
      )
    case 'remark':
      return <RemarkLine shown={row.shown} index={row.index} />
    case 'line':
      return <Line row={row} />
  }
}

const signs = { same: '', added: '+', removed: '-' } as const
const classes = { same: '', added: ' add', removed: ' del' } as const

function Line({ row: { line, startsChange } }: { readonly row: Extract<DiffRow, { kind: 'line' }> }): ReactElement {
  const { t } = useTranslation('slotsFile')
  return (
    <div
      className={`dl${classes[line.kind]}`}
      {...(startsChange ? { 'data-change': '' } : {})}
      {...(line.after === null ? {} : { 'data-line': `${line.file}:${line.after}` })}
    >
      <span>{line.before}</span>
      <span>{line.after}</span>
      <i aria-hidden="true">{signs[line.kind]}</i>
      <code>
        {line.kind !== 'same' && <span className="vh">{t(line.kind)} </span>}
        {line.text}
      </code>
    </div>
  )
}

function RemarkLine({ shown, index }: { readonly shown: ShownRemark; readonly index: number }): ReactElement {
  const language = useLanguage()
  const { message, hint } = describeRemark(shown.remark, language)
  return (
    <div className={`dl nt st-${shown.tone}`} data-remark={index}>
      <div>
        <StateShape name={shown.tone === 'bad' ? 'fail' : 'warn'} />
        <b>{message}</b> <span>{hint}</span>
      </div>
    </div>
  )
}
