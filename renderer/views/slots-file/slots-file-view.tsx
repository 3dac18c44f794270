import { type ReactElement, useMemo, useRef, useState } from 'react'
import { scrollable } from '../../components/scrollable'
import { StatusBar } from '../../components/status-bar'
import { useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import { isReadOnly } from '../board/slot-actions'
import { ErrorNote } from '../deploy/error-note'
import { ReadOnlyBar } from '../read-only/read-only-bar'
import { BranchCard } from './branch-card'
import { ChangesCard } from './changes-card'
import { CheckCard } from './check-card'
import { DiffPane } from './diff-pane'
import { diffRows, type ShownRemark } from './diff-rows'
import { PublishBox } from './publish-box'
import { PublishedPane } from './published-pane'
import { SlotsFileHead } from './slots-file-head'
import { useSlotsFileKeys } from './use-slots-file-keys'
import { type SlotsFileModel, useSlotsFile } from './use-slots-file'
import { VersionsCard } from './versions-card'

/** The slots file of a host: what is published, and looking at another before it is. */
export function SlotsFileView({ hostId }: { readonly hostId: string }): ReactElement {
  const { t } = useTranslation('readOnly')
  const host = useBoardStore(({ board }) => board.hosts.find((entry) => entry.host.id === hostId)?.host)
  const hostName = host?.name ?? hostId
  const canPublish = host === undefined || !isReadOnly(host)
  const model = useSlotsFile(hostId)
  const { check } = model
  const [whole, setWhole] = useState(false)
  const [note, setNote] = useState('')
  const pane = useRef<HTMLDivElement>(null)
  const versionSearch = useRef<HTMLInputElement>(null)
  const rows = useMemo(() => (check === null ? [] : diffRows(check, whole)), [check, whole])
  const offBecause = useOffBecause(model, hostId)
  const publish = (): void => {
    if (canPublish && check !== null && offBecause === undefined) model.publish(note)
  }
  useSlotsFileKeys({ model, publish, pane, versionSearch })
  return (
    <>
      <SlotsFileHead model={model} hostName={hostName} whole={whole} onWhole={setWhole} />
      {!canPublish && <ReadOnlyBar wanted={null}>{t('file', { host: hostName })}</ReadOnlyBar>}
      <div className="sfile">
        {check === null ? (
          <PublishedPane model={model} hostName={hostName} />
        ) : (
          <DiffPane check={check} rows={rows} pane={pane} />
        )}
        <aside {...scrollable}>
          <Notes model={model} />
          {check !== null && (
            <>
              <CheckCard check={check} onShow={(remark) => showRemark(pane.current, remark)} />
              {check.faults.length === 0 && <ChangesCard check={check} />}
              {check.branch !== null && <BranchCard branch={check.branch} hostId={hostId} />}
            </>
          )}
          {check === null && (model.published?.versions.length ?? 0) > 0 && (
            <VersionsCard
              model={model}
              canPublish={canPublish}
              versions={model.published?.versions ?? []}
              search={versionSearch}
            />
          )}
          {canPublish && check !== null && (
            <PublishBox {...{ model, check, hostName, note, offBecause }} onNote={setNote} />
          )}
        </aside>
      </div>
      <Foot model={model} hostName={hostName} canPublish={canPublish} />
    </>
  )
}

function Notes({ model }: { readonly model: SlotsFileModel }): ReactElement {
  const { t } = useTranslation('slotsFile')
  const { check, error, published, busy } = model
  const newest = published?.versions[0]
  const isOutdated = check !== null && newest !== undefined && newest.version > (check.against?.version ?? 0)
  const retry = check === null ? model.reload : model.again
  return (
    <>
      {error !== null && <ErrorNote error={error} onRetry={retry} />}
      <p role="status" className="meta tx2">
        {busy === 'checking' && t('checking')}
        {isOutdated && error === null && t('outdated', { by: newest.by, version: newest.version })}
      </p>
    </>
  )
}

function useOffBecause({ check, busy }: SlotsFileModel, hostId: string): string | undefined {
  const { t } = useTranslation('slotsFile')
  const isConnected = useBoardStore(
    ({ board }) => board.hosts.find(({ host }) => host.id === hostId)?.host.connection.kind === 'connected',
  )
  if (check === null) return undefined
  if (busy === 'publishing') return t('publishing')
  if (check.faults.length > 0) return t('offFaults')
  if (!isConnected) return t('offOffline')
  const isSame = check.against !== null && check.lines.every(({ kind }) => kind === 'same')
  return isSame ? t('offSame') : undefined
}

/** Brings the line of a remark into sight. */
function showRemark(pane: HTMLElement | null, { file, line }: ShownRemark['remark']): void {
  const place = CSS.escape(`${file}:${line}`)
  pane?.querySelector(`[data-line="${place}"]`)?.scrollIntoView({ block: 'center' })
}

type FootProps = { readonly model: SlotsFileModel; readonly hostName: string; readonly canPublish: boolean }

function Foot({ model, hostName, canPublish }: FootProps): ReactElement {
  const { t } = useTranslation('slotsFile')
  const checking = [
    { chords: ['N', 'P'], word: t('keyChange') },
    { chords: ['W'], word: t('keyRemark') },
    { chords: ['R'], word: t('keyAgain') },
    ...(canPublish ? [{ chords: ['Ctrl+Enter'], word: t('keyPublish') }] : []),
  ]
  return (
    <StatusBar
      hints={[
        { chords: ['O'], word: t('keyChoose') },
        ...(model.check === null ? [{ chords: ['V'], word: t('keyVersions') }] : checking),
        { chords: ['Escape'], word: t('keyBack') },
      ]}
    >
      <span role="status">{model.done === null ? '' : t('published', { version: model.done, host: hostName })}</span>
    </StatusBar>
  )
}
