import type { ReactElement } from 'react'
import type { HostView } from '../../src/domain/board'
import { useTranslation } from '../i18n/use-translation'
import { Icon } from './icon'
import { SampleChip } from './sample-mark'
import { StateShape } from './state-shape'

/** What everybody should know of a host before they rely on it: that it only lets one look, or that it is not encrypted. */
export function HostTags({ host }: { readonly host: Pick<HostView, 'access' | 'isPlainText'> }): ReactElement {
  const { t } = useTranslation('hosts')
  return (
    <>
      <SampleChip />
      {host.access === 'read-only' && (
        <span className="chip">
          <Icon name="eye" />
          {t('readOnly')}
        </span>
      )}
      {host.isPlainText && (
        <span className="chip warn" title={t('plainTextTitle')}>
          <StateShape name="warn" />
          {t('plainText')}
        </span>
      )}
    </>
  )
}
