import { type ReactElement, useCallback, useMemo } from 'react'
import { useClient } from '../client-context'
import { useTranslation } from '../i18n/use-translation'
import { reportError } from '../stores/notice-store'
import { useSampleStore } from '../stores/sample-store'
import { keyCapOf, platformOfDocument } from '../keys'
import { usePageKeys } from '../use-page-keys'
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

/** The key that leads out of the sample, on every page. */
export const leaveSampleChord = 'Ctrl+L'

/** Leads back to one's own hosts. */
export function useLeaveSample(): () => void {
  const client = useClient()
  return useCallback(() => void client.ask('leave-sample', {}).catch(reportError), [client])
}

function LeaveSample(): ReactElement {
  const { t } = useTranslation('app')
  const leave = useLeaveSample()
  usePageKeys(useMemo(() => ({ [leaveSampleChord]: leave }), [leave]))
  return (
    <Button size="s" keyCap={keyCapOf(leaveSampleChord, platformOfDocument())} onClick={leave}>
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
