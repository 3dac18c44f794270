import { type ReactElement, useEffect, useMemo } from 'react'
import { useTranslation } from '../../i18n/use-translation'
import type { SlotAddress } from '../../stores/navigation-store'
import { plainLine } from '../../../src/domain/ansi-spans'
import { formatLogTime } from './log-time'
import { markerTexts, readMarker } from './read-marker'
import { useLogSession } from './use-log-session'

const newest = { tail: 50, sinceMs: null, filter: null }
const peekRows = 40

/** The newest lines of one service, following; for a glance beside something else. */
export function LogPeek({ hostId, slot, service }: SlotAddress & { readonly service: string }): ReactElement {
  const { t } = useTranslation('logs')
  const source = useMemo(() => ({ hostId, slot, services: [service] }), [hostId, slot, service])
  const { session, snapshot } = useLogSession(source, newest)
  const end = snapshot.state === null ? 0 : snapshot.state.first + snapshot.state.count
  const first = Math.max(snapshot.state?.first ?? 0, end - peekRows)
  useEffect(() => session.want({ first, end }))
  const rows = Array.from({ length: end - first }, (_, index) => session.row(first + index))
  return (
    <div className="logbox log-peek" role="log" aria-live="off" aria-label={service}>
      {rows.map((row, index) => (
        <div key={first + index}>
          {row !== undefined && <span className="ts">{formatLogTime(row.atMs).slice(0, 8)}</span>}{' '}
          {row?.kind === 2 && <b>{t(markerTexts[readMarker(row.text).marker], { service })}</b>}
          {row !== undefined && row.kind !== 2 && plainLine(row.text)}
        </div>
      ))}
    </div>
  )
}
