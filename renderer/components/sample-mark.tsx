import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../client-context'
import { reportError } from '../stores/notice-store'
import { useSampleStore } from '../stores/sample-store'
import { Button } from './button'

/** Says of a host, or of the whole window, that it is a sample; nothing where it is not. */
export function SampleChip(): ReactElement | null {
  const { t } = useTranslation('app')
  const isSample = useSampleStore((state) => state.isSample)
  return isSample ? (
    <span className="chip sample" title={t('sample.title')}>
      {t('sample.chip')}
    </span>
  ) : null
}

/** The way back to one's own hosts. */
export function LeaveSample(): ReactElement {
  const { t } = useTranslation('app')
  const client = useClient()
  return (
    <Button size="s" onClick={() => void client.ask('leave-sample', {}).catch(reportError)}>
      {t('sample.leave')}
    </Button>
  )
}

/** In the top bar of every page. */
export function SampleBar(): ReactElement | null {
  const isSample = useSampleStore((state) => state.isSample)
  return isSample ? (
    <div className="sample-bar">
      <SampleChip />
      <LeaveSample />
    </div>
  ) : null
}
