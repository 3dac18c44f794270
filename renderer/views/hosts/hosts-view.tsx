import { type ReactElement, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { StatusBar } from '../../components/status-bar'
import type { KeyMap } from '../../keys'
import { useBoardStore } from '../../stores/board-store'
import { useFilterStore } from '../../stores/filter-store'
import { openView } from '../../stores/navigation-store'
import { usePageKeys } from '../../use-page-keys'
import { AddHost } from './add-host'
import { HostDialog, type HostQuestion } from './host-dialog'
import { HostTable } from './host-table'

/** The hosts: how each is reached, and adding, renaming and removing them. */
export function HostsView(): ReactElement {
  const { t } = useTranslation(['hosts', 'app'])
  const hosts = useBoardStore((state) => state.board.hosts)
  const [adding, setAdding] = useState(false)
  const [question, setQuestion] = useState<HostQuestion | null>(null)
  const keys = useMemo<KeyMap>(() => (adding ? {} : { A: () => setAdding(true), S: openFirstFile }), [adding])
  usePageKeys(keys)
  if (adding) return <AddHost onDone={() => setAdding(false)} />
  return (
    <>
      <div className="viewbar">
        <h1>{t('title')}</h1>
        <span className="grow" />
        <Button kind="primary" icon="plus" keyCap="A" onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      </div>
      <div className="hostlist">
        <HostTable hosts={hosts} ask={setQuestion} />
      </div>
      <StatusBar
        hints={[
          { chords: ['A'], word: t('addHost') },
          { chords: ['S'], word: t('slotsFile') },
          { chords: ['Escape'], word: t('app:back') },
          { chords: ['?'], word: t('app:keys.all') },
        ]}
      />
      {question !== null && <HostDialog question={question} onClose={() => setQuestion(null)} />}
    </>
  )
}

/** The slots file of the host that the window is narrowed to, or of the first one. */
function openFirstFile(): boolean {
  const hostId = useFilterStore.getState().hostId ?? useBoardStore.getState().board.hosts[0]?.host.id
  if (hostId === undefined) return false
  openView({ kind: 'slots-file', hostId })
  return true
}
