import { type ReactElement, useMemo, useState } from 'react'
import { Button } from '../../components/button'
import { SearchInput } from '../../components/search-input'
import { StatusBar } from '../../components/status-bar'
import { useTranslation } from '../../i18n/use-translation'
import type { KeyMap } from '../../keys'
import { useBoardStore } from '../../stores/board-store'
import { useFilterStore } from '../../stores/filter-store'
import { openView } from '../../stores/navigation-store'
import { useSampleStore } from '../../stores/sample-store'
import { usePageKeys } from '../../use-page-keys'
import { ForgetSecrets } from './forget-secrets'
import { HostDialog, type HostQuestion } from './host-dialog'
import { HostTable } from './host-table'

/** More than these are searched rather than read. */
const mostUnsearched = 6

/** The hosts: how each is reached, and adding, changing, ordering and removing them. */
export function HostsView(): ReactElement {
  const { t } = useTranslation(['hosts', 'app'])
  const hosts = useBoardStore((state) => state.board.hosts)
  const [needle, setNeedle] = useState('')
  const [question, setQuestion] = useState<HostQuestion | null>(null)
  const isSample = useSampleStore((state) => state.isSample)
  usePageKeys(isSample ? sampleKeys : keys)
  const shown = useMemo(() => {
    const wanted = needle.trim().toLowerCase()
    return hosts.filter(({ host }) => [host.name, host.address].some((text) => text.toLowerCase().includes(wanted)))
  }, [hosts, needle])
  return (
    <>
      <div className="viewbar">
        <h1>{t('title')}</h1>
        {hosts.length > mostUnsearched && <SearchInput label={t('search')} value={needle} onChange={setNeedle} />}
        <span className="grow" />
        <Button
          kind="primary"
          icon="plus"
          keyCap="A"
          offBecause={isSample ? t('app:sample.hostsFixed') : undefined}
          onClick={addHost}
        >
          {t('add')}
        </Button>
      </div>
      <div className="hostlist">
        {isSample && <p className="nothing">{t('app:sample.hostsFixed')}</p>}
        <HostTable hosts={shown} ask={setQuestion} />
        {shown.length === 0 && hosts.length > 0 && <p className="nothing">{t('noMatch')}</p>}
        {!isSample && <ForgetSecrets />}
      </div>
      <StatusBar
        hints={[
          ...(isSample
            ? []
            : [
                { chords: ['A'], word: t('keys.add') },
                { chords: ['Alt+ArrowUp', 'Alt+ArrowDown'], word: t('keys.move') },
              ]),
          { chords: ['S'], word: t('keys.slotsFile') },
          { chords: ['Escape'], word: t('app:back') },
          { chords: ['?'], word: t('app:keys.all') },
        ]}
      />
      {question !== null && <HostDialog question={question} onClose={() => setQuestion(null)} />}
    </>
  )
}

const addHost = (): void => openView({ kind: 'add-host', way: 'ssh' })

const sampleKeys: KeyMap = { S: openFirstFile }
const keys: KeyMap = { ...sampleKeys, A: addHost }

/** The slots file of the host that the window is narrowed to, or of the first one. */
function openFirstFile(): boolean {
  const hostId = useFilterStore.getState().hostId ?? useBoardStore.getState().board.hosts[0]?.host.id
  if (hostId === undefined) return false
  openView({ kind: 'slots-file', hostId })
  return true
}
