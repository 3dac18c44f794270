import type { ReactElement } from 'react'
import { Icon } from '../../components/icon'
import { useTranslation } from '../../i18n/use-translation'
import type { SlotAddress } from '../../stores/navigation-store'
import { useIsFollowed } from './use-follow'

/** A small bell beside the name of a slot that is followed. */
export function FollowMark({ address }: { readonly address: SlotAddress }): ReactElement | null {
  const { t } = useTranslation('notices')
  if (!useIsFollowed(address)) return null
  return (
    <span className="followed" title={t('followed')}>
      <Icon name="bell" />
      <span className="vh">{t('followed')}</span>
    </span>
  )
}
