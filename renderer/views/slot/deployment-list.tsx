import { type ReactElement, useMemo, useState } from 'react'
import type { HistoryEntry, HistoryEvent, HistoryFilter, ReleaseName } from '../../../src/contract/history'
import type { SlotView } from '../../../src/domain/board'
import { Button } from '../../components/button'
import { TimeText } from '../../components/time-text'
import { formatMomentInFull, formatRunning } from '../../format/time'
import { useTranslation } from '../../i18n/use-translation'
import { useDeploymentsStore } from '../../stores/deployments-store'
import { openDialog } from '../../stores/navigation-store'
import { Result } from '../activity/history-line'
import { shortRevision } from '../activity/release-text'
import { useHistory } from '../activity/use-history'
import { openHistory } from '../board/slot-actions'
import { ErrorNote } from '../deploy/error-note'

type DeploymentEvent = Extract<HistoryEvent, { kind: 'deployment' }>

/** How many deployments stand in the card; the rest are one press away. */
const shownDeployments = 12

/** The newest deployments of this slot by whomever, from the host's ledger. */
export function DeploymentList({ slot }: { readonly slot: SlotView }): ReactElement {
  const { t } = useTranslation('activity')
  const { hostId, name } = slot
  const [text, setText] = useState('')
  const filter = useMemo(() => deploymentsOf(hostId, name, text), [hostId, name, text])
  const { session, snapshot } = useHistory(filter)
  const { head, error } = snapshot
  const entries = Array.from({ length: shownDeployments }, (_, index) => snapshot.entries.get(index) ?? [])
  const shown = entries.flat()
  return (
    <section className="card clip">
      <div className="ch">
        <h2>{t('deployments', { slot: name })}</h2>
        <span className="meta tx3" role="status">
          <Note total={head?.total ?? null} isNarrowed={text !== ''} />
        </span>
        <span className="r" />
        <input
          className="log-needle"
          type="search"
          value={text}
          maxLength={200}
          placeholder={t('search')}
          aria-label={t('searchDeployments')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button size="s" icon="act" keyCap="H" onClick={() => openHistory({ hostId, slot: name })}>
          {t('more')}
        </Button>
      </div>
      {error !== null && <ErrorNote error={error} onRetry={() => session.refresh()} />}
      {shown.length > 0 && <DeploymentTable slot={name} entries={shown} current={currentOf(shown)} />}
    </section>
  )
}

function Note({ total, isNarrowed }: { readonly total: number | null; readonly isNarrowed: boolean }): ReactElement {
  const { t } = useTranslation('activity')
  if (total === null) return <>{t('deploymentsLoading')}</>
  if (total === 0) return <>{isNarrowed ? t('noMatch') : t('noDeployments')}</>
  return <>{t('kept', { count: total })}</>
}

function deploymentsOf(hostId: string, slot: string, text: string): HistoryFilter {
  const kinds: HistoryFilter['kinds'] = ['deploy', 'switch', 'rollback', 'stop', 'start', 'restart', 'repair']
  const all = { by: null, results: null, sinceMs: null, untilMs: null, onlyTrouble: false }
  return { ...all, hostId, slot, kinds, text: text.trim() }
}

/** The newest that changed what runs: that is on the slot now. */
function currentOf(entries: readonly HistoryEntry[]): string | null {
  const served = entries.find(
    ({ event }) => event.kind === 'deployment' && event.result === 'succeeded' && event.to !== null,
  )
  return served?.id ?? null
}

type TableProps = {
  readonly slot: string
  readonly entries: readonly HistoryEntry[]
  readonly current: string | null
}

function DeploymentTable({ slot, entries, current }: TableProps): ReactElement {
  const { t } = useTranslation('activity')
  return (
    <table className="tbl deploys" aria-label={t('deployments', { slot })}>
      <thead>
        <tr>
          <th className="col-deploy">{t('deployment')}</th>
          <th className="col-result">{t('result')}</th>
          <th>{t('branch')}</th>
          <th className="col-sha">{t('revision')}</th>
          <th className="col-version">{t('version')}</th>
          <th className="col-by">{t('by')}</th>
          <th className="col-when">{t('when')}</th>
          <th className="col-took">{t('took')}</th>
          <th className="col-open">
            <span className="vh">{t('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) =>
          entry.event.kind === 'deployment' ? (
            <DeploymentRow key={entry.id} entry={entry} event={entry.event} isCurrent={entry.id === current} />
          ) : null,
        )}
      </tbody>
    </table>
  )
}

type RowProps = { readonly entry: HistoryEntry; readonly event: DeploymentEvent; readonly isCurrent: boolean }

function DeploymentRow({ entry, event, isCurrent }: RowProps): ReactElement {
  const { t } = useTranslation('activity')
  const release = event.to ?? event.from
  return (
    <tr className="tight">
      <td>
        <b>{t('number', { number: event.number })}</b>
      </td>
      <td>
        <Result event={event} />
      </td>
      <td className="ell">{isOfImages(event) ? <code>{release?.tag ?? ''}</code> : t(`kinds.${event.operation}`)}</td>
      <td>
        <code>{release === null ? '' : shortRevision(release)}</code>
      </td>
      <td className="ell">{versionOf(release)}</td>
      <td className="ell" title={entry.by}>
        {entry.by}
      </td>
      <td className="nw tx2">
        <TimeText atMs={entry.atMs} format={formatMomentInFull} />
      </td>
      <td className="nw tx2">{event.tookMs === null ? '' : formatRunning(event.tookMs)}</td>
      <td className="to-end nw">
        {isCurrent && <span className="meta tx2 on-now">{t('onSlotNow', { slot: entry.slot ?? '' })}</span>}
        <OpenButton entry={entry} event={event} />
      </td>
    </tr>
  )
}

function OpenButton({ entry, event }: Pick<RowProps, 'entry' | 'event'>): ReactElement {
  const { t } = useTranslation('activity')
  const { deploymentId, number } = event
  const open = (): void => {
    if (useDeploymentsStore.getState().deployments.has(deploymentId)) openDialog({ kind: 'deployment', deploymentId })
    else openHistory({ hostId: entry.hostId, slot: entry.slot ?? '' }, entry.id)
  }
  return (
    <Button size="s" aria-label={t('openNumber', { number })} onClick={open}>
      {t('open')}
    </Button>
  )
}

function isOfImages({ operation }: DeploymentEvent): boolean {
  return operation === 'deploy' || operation === 'switch' || operation === 'rollback'
}

function versionOf(release: ReleaseName | null): string {
  const version = release?.version ?? null
  return version === null ? '' : `v${version.replace(/^v/, '')}`
}
