import type { ReactElement } from 'react'
import type { Hold } from '../../../src/domain/hold'
import { Icon } from '../../components/icon'
import { useClock } from '../../format/clock'
import { formatAgo } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { useHoldWho } from './use-hold-who'

/** What a rollback holds in one line: what, who rolled back and when; nothing where nothing is held. */
export function HoldChip({ holds }: { readonly holds: readonly Hold[] }): ReactElement | null {
  const [newest] = holds
  return newest === undefined ? null : <Chip newest={newest} tags={holds.map(({ tag }) => tag)} />
}

function Chip({ newest, tags }: { readonly newest: Hold; readonly tags: readonly string[] }): ReactElement {
  const { t } = useTranslation('hold')
  const language = useLanguage()
  const { by, sinceMs } = newest
  const ago = useClock((nowMs) => formatAgo(sinceMs, nowMs, language))
  const what = tags.join(', ')
  const short = [what, [by, ago].filter((part) => part !== '').join(', ')].join(' · ')
  return (
    <span className="chip res" title={[t('held'), what, useHoldWho(newest)].join(' · ')}>
      <Icon name="pin" />
      <span className="ell">
        <b>{t('held')}</b> · {short}
      </span>
    </span>
  )
}
