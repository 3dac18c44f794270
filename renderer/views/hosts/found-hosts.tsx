import { type ReactElement, useEffect, useState } from 'react'
import type { FoundHost } from '../../../src/contract/host-requests'
import { useClient } from '../../client-context'
import { Icon, type IconName } from '../../components/icon'
import { SearchInput } from '../../components/search-input'
import { scrollable } from '../../components/scrollable'
import { useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'

const icons = { local: 'pc', context: 'swap', 'ssh-config': 'host' } as const satisfies Record<
  FoundHost['kind'],
  IconName
>
/** More than these are searched rather than read. */
const mostUnsearched = 6

/** Hosts that this computer knows of already: one press fills the form. Nothing where there is none. */
export function FoundHosts({ onChoose }: { readonly onChoose: (found: FoundHost) => void }): ReactElement | null {
  const { t } = useTranslation('hosts')
  const all = useFoundHosts()
  const [needle, setNeedle] = useState('')
  if (all.length === 0) return null
  const shown = all.filter((found) => matches(found, needle))
  return (
    <section aria-label={t('found.title')}>
      <div className="flex found-head">
        <h2 className="lab">{t('found.title')}</h2>
        <span className="grow" />
        {all.length > mostUnsearched && <SearchInput label={t('found.search')} value={needle} onChange={setNeedle} />}
      </div>
      <ul className="found" {...scrollable} aria-label={t('found.title')}>
        {shown.map((found) => (
          <li key={found.address}>
            <button type="button" onClick={() => onChoose(found)}>
              <Icon name={icons[found.kind]} />
              <b className="ell">{found.kind === 'local' ? t('found.local') : found.name}</b>
              <code className="ell tx2">{found.leadsTo === '' ? found.address : found.leadsTo}</code>
              <span className="meta tx3 nw">{found.kind === 'local' ? '' : t(`found.${found.kind}`)}</span>
            </button>
          </li>
        ))}
        {shown.length === 0 && <li className="none tx2">{t('found.none')}</li>}
      </ul>
    </section>
  )
}

/** What the engine finds on this machine; what the board shows already is no find. It is an offer: without it one types. */
function useFoundHosts(): readonly FoundHost[] {
  const client = useClient()
  const [found, setFound] = useState<readonly FoundHost[]>([])
  const hosts = useBoardStore((state) => state.board.hosts)
  useEffect(() => {
    const abort = new AbortController()
    client.request('find-hosts', {}, abort.signal).then(
      (reply) => setFound(reply.hosts),
      () => undefined,
    )
    return () => abort.abort()
  }, [client])
  return found.filter(({ address }) => hosts.every(({ host }) => host.address !== address))
}

function matches({ name, address, leadsTo }: FoundHost, needle: string): boolean {
  const wanted = needle.trim().toLowerCase()
  return [name, address, leadsTo].some((text) => text.toLowerCase().includes(wanted))
}
