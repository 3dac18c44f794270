import { type ReactElement, useMemo } from 'react'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { useTranslation } from '../../i18n/use-translation'
import { usePageKeys } from '../../use-page-keys'
import { reportError } from '../../stores/notice-store'
import { useSampleStore } from '../../stores/sample-store'

/** The offer to look around without a host; not where one looks around already. */
export function SampleOption(): ReactElement | null {
  const isSample = useSampleStore((state) => state.isSample)
  return isSample ? null : <Offer />
}

function Offer(): ReactElement {
  const { t } = useTranslation('board')
  const client = useClient()
  const keys = useMemo(() => {
    const lookAround = (): void => void client.ask('enter-sample', {}).catch(reportError)
    return { L: lookAround }
  }, [client])
  usePageKeys(keys)
  return (
    <li>
      <Icon name="eye" />
      <b>{t('first.sample')}</b>
      <p>{t('first.sampleHint')}</p>
      <Button size="l" keyCap="L" onClick={keys.L}>
        {t('first.lookAround')}
      </Button>
    </li>
  )
}
