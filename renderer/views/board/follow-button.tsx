import type { ReactElement } from 'react'
import { Icon } from '../../components/icon'
import { KeyCap } from '../../components/key-cap'
import { useTranslation } from '../../i18n/use-translation'
import type { SlotAddress } from '../../stores/navigation-store'
import { useFollow, useIsFollowed } from './use-follow'

/** Follows a slot, or stops following it. */
export function FollowButton({ address }: { readonly address: SlotAddress }): ReactElement {
  const { t } = useTranslation('notices')
  const isFollowed = useIsFollowed(address)
  const follow = useFollow()
  const { slot } = address
  const title = isFollowed ? t('unfollow', { slot }) : t('follow', { slot })
  return (
    <button
      type="button"
      className="btn follow"
      aria-pressed={isFollowed}
      aria-label={t('follow', { slot })}
      title={title}
      onClick={() => follow(address)}
    >
      <Icon name="bell" />
      <KeyCap>B</KeyCap>
    </button>
  )
}
