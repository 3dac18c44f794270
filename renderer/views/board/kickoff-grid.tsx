import { type CSSProperties, type ReactElement, type Ref, useState } from 'react'
import type { HostBoard, HostView } from '../../../src/domain/board'
import { StateWord } from '../../components/state-shape'
import { TimeText } from '../../components/time-text'
import { formatMoment } from '../../format/time'
import { useTranslation } from '../../i18n/use-translation'
import { KickoffRowView } from './kickoff-row'
import { type KickoffRow, kickoffRows } from './kickoff-rows'
import type { SlotColumn } from './slot-column'
import { slotKey } from './slot-key'

type KickoffGridProps = { readonly hosts: readonly HostBoard[]; readonly ref: Ref<HTMLDivElement> }

/** The board by kickoff: where is this branch? Each cell is a slot, and the focus moves over the cells. */
export function KickoffGrid({ hosts, ref }: KickoffGridProps): ReactElement {
  const { t } = useTranslation('board')
  const rows = kickoffRows(hosts)
  const columns = columnsOf(hosts)
  const [stop, setStop] = useState<{ tag: string; column: string } | null>(null)
  const columnKey = columns.find((column) => column.key === stop?.column)?.key ?? columns[0]?.key ?? ''
  const stopTag = rows.find((row) => row.tag === stop?.tag)?.tag ?? rows[0]?.tag ?? ''
  const section = (title: string, shown: readonly KickoffRow[]): ReactElement | null =>
    shown.length === 0 ? null : (
      <div role="rowgroup" aria-label={title}>
        <div className="sec" role="row">
          <span role="gridcell">
            <b>{title}</b> {shown.length}
          </span>
        </div>
        {shown.map((row) => (
          <KickoffRowView
            key={row.tag}
            row={row}
            columns={columns}
            activeColumn={columnKey}
            hasStop={row.tag === stopTag}
            onFocus={(column) => setStop({ tag: row.tag, column })}
          />
        ))}
      </div>
    )
  return (
    <div className="pivot" style={{ '--slots': columns.length } as CSSProperties}>
      <div role="grid" aria-label={t('kickoffs.label')} ref={ref}>
        <Heads hosts={hosts} columns={columns} />
        {section(
          t('kickoffs.onSlots'),
          rows.filter((row) => row.kickoff !== null),
        )}
        {section(
          t('kickoffs.others'),
          rows.filter((row) => row.kickoff === null),
        )}
      </div>
    </div>
  )
}

function columnsOf(hosts: readonly HostBoard[]): readonly SlotColumn[] {
  return hosts.flatMap(({ host, slots }) =>
    slots.map((slot, index) => ({
      key: slotKey({ hostId: slot.hostId, slot: slot.name }),
      slot,
      host,
      first: index === 0,
    })),
  )
}

function Heads(props: { readonly hosts: readonly HostBoard[]; readonly columns: readonly SlotColumn[] }): ReactElement {
  const { t } = useTranslation('board')
  return (
    <>
      <div className="ph a" aria-hidden="true">
        <span />
        <span />
        {props.hosts
          .filter((entry) => entry.slots.length > 0)
          .map(({ host, slots }) => (
            <div key={host.id} className="h" style={{ gridColumn: `span ${slots.length}` }}>
              <b className="ell">{host.name}</b>
              <HostWord host={host} />
            </div>
          ))}
        <span />
      </div>
      <div className="ph b" role="row">
        <span role="columnheader">{t('kickoffs.newestFirst')}</span>
        <span role="columnheader">{t('kickoffs.build')}</span>
        {props.columns.map(({ key, slot, host, first }) => (
          <span
            key={key}
            role="columnheader"
            className={first ? 'd hf ell' : 'd ell'}
            title={`${host.name} ${slot.name}`}
          >
            <span className="vh">{host.name} </span>
            {slot.name}
          </span>
        ))}
        <span role="columnheader">
          <span className="vh">{t('head.actions')}</span>
        </span>
      </div>
    </>
  )
}

function HostWord({ host }: { readonly host: HostView }): ReactElement {
  const { t } = useTranslation(['board', 'states'])
  const { connection } = host
  switch (connection.kind) {
    case 'connected':
      return (
        <>
          <StateWord tone="ok" shape="ok" />
          <span className="ell">{t('states:connected')}</span>
        </>
      )
    case 'connecting':
      return (
        <>
          <StateWord tone="idle" shape="wait" />
          <span className="ell">{t('states:connecting')}</span>
        </>
      )
    case 'unreachable':
      return (
        <>
          <StateWord tone="lost" shape="lost" />
          <span className="ell">
            {connection.lastSeenAtMs === null ? t('states:unreachable') : <LastSeen atMs={connection.lastSeenAtMs} />}
          </span>
        </>
      )
  }
}

function LastSeen({ atMs }: { readonly atMs: number }): ReactElement {
  const { t } = useTranslation('board')
  return (
    <TimeText
      atMs={atMs}
      format={(at, now, language) => t('kickoffs.lastSeen', { time: formatMoment(at, now, language) })}
    />
  )
}
