import { type ReactElement, useEffect, useRef, useState } from 'react'
import { type BerthErrorData, describeError, toErrorData } from '../../../src/domain/berth-error'
import type { DiskShare, DiskUse } from '../../../src/domain/disk-use'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { formatBytes } from '../../format/size'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

type Measured =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'known'; readonly use: DiskUse }
  | { readonly kind: 'failed'; readonly error: BerthErrorData }

/** What Docker takes of a host's disk: asked for by a person alone, as it is dear; given up when the page is left. */
export function DiskUseFact({ hostId }: { readonly hostId: string }): ReactElement {
  const { t } = useTranslation('metrics')
  const { measured, ask } = useDiskUse(hostId)
  const language = useLanguage()
  const button = (word: 'measureDisk' | 'measureAgain'): ReactElement => (
    <Button size="s" title={t('measureDiskTitle')} onClick={ask}>
      {t(word)}
    </Button>
  )
  switch (measured.kind) {
    case 'not-asked':
      return button('measureDisk')
    case 'asking':
      return <span role="status">{t('measuringDisk')}</span>
    case 'known':
      return (
        <span className="flex" role="status">
          <DiskUseText use={measured.use} />
          {button('measureAgain')}
        </span>
      )
    case 'failed':
      return (
        <span className="flex" role="status">
          <span className="why">{describeError(measured.error, language).message}</span>
          {button('measureAgain')}
        </span>
      )
  }
}

function useDiskUse(hostId: string): { readonly measured: Measured; readonly ask: () => void } {
  const client = useClient()
  const [measured, setMeasured] = useState<Measured>({ kind: 'not-asked' })
  const asking = useRef<AbortController | null>(null)
  useEffect(() => () => asking.current?.abort(), [])
  const ask = (): void => {
    asking.current?.abort()
    const { signal } = (asking.current = new AbortController())
    setMeasured({ kind: 'asking' })
    client.request('read-disk-use', { hostId }, signal).then(
      (use) => setMeasured({ kind: 'known', use }),
      (thrown: unknown) => !signal.aborted && setMeasured({ kind: 'failed', error: toErrorData(thrown) }),
    )
  }
  return { measured, ask }
}

const kinds = ['images', 'containers', 'volumes', 'buildCache'] as const

function DiskUseText({ use }: { readonly use: DiskUse }): ReactElement {
  const { t } = useTranslation('metrics')
  const known = kinds.flatMap((kind) => (use[kind] === null ? [] : [{ kind, share: use[kind] }]))
  const sum = (pick: (share: DiskShare) => number): string =>
    formatBytes(known.reduce((total, { share }) => total + pick(share), 0))
  const details = known.map(({ kind, share }) =>
    t('share', {
      kind: t(`kinds.${kind}`),
      total: formatBytes(share.totalBytes),
      reclaimable: formatBytes(share.reclaimableBytes),
    }),
  )
  return (
    <span>
      {t('measuredDisk', { total: sum((each) => each.totalBytes), reclaimable: sum((each) => each.reclaimableBytes) })}
      <small className="tx3"> {details.join(' · ')}</small>
    </span>
  )
}
