import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlotView } from '../../../src/domain/board'
import { IconButton } from '../../components/button'
import { Icon } from '../../components/icon'
import { Menu, MenuItem } from '../../components/menu'
import { hideAddressMenu, showAddressMenu, useAddressMenuStore } from '../../stores/address-menu-store'
import { useOpenAddress } from './use-open-address'

type OpenButtonProps = {
  readonly slot: SlotView
  /** Part of a row, reached with the arrow keys. */
  readonly isCell?: boolean
  readonly children?: ReactNode
}

/** Opens what the published slots file says is the slot's address; where there are several, a menu asks which. */
export function OpenButton({ slot, isCell = false, children }: OpenButtonProps): ReactElement {
  const { t } = useTranslation('board')
  const open = useOpenAddress()
  const urls = Object.entries(slot.urls)
  const [only] = urls
  if (urls.length > 1) {
    return (
      <AddressMenu slot={slot} isCell={isCell}>
        {children}
      </AddressMenu>
    )
  }
  return (
    <IconButton
      icon="open"
      label={t('actions.openUrl')}
      isCell={isCell}
      {...(isCell ? { tabIndex: -1 } : {})}
      offBecause={only === undefined ? t('actions.noUrl') : undefined}
      onClick={() => only !== undefined && open(only[1])}
    >
      {children}
    </IconButton>
  )
}

function AddressMenu({ slot, isCell, children }: OpenButtonProps): ReactElement {
  const { t } = useTranslation('board')
  const open = useOpenAddress()
  const address = { hostId: slot.hostId, slot: slot.name }
  const isOpen = useAddressMenuStore(({ slot: of }) => of?.hostId === slot.hostId && of.slot === slot.name)
  const trigger = (
    <button
      type="button"
      className="btn ghost icon"
      {...(isCell === true ? { 'data-cell': '', tabIndex: -1 } : {})}
      data-addresses={`${slot.hostId}/${slot.name}`}
      aria-label={t('actions.openUrl')}
      title={t('actions.openUrl')}
    >
      <Icon name="open" />
      {children}
    </button>
  )
  return (
    <Menu
      trigger={trigger}
      label={t('actions.addresses', { slot: slot.name })}
      open={isOpen}
      onOpenChange={(opens) => (opens ? showAddressMenu(address) : hideAddressMenu())}
    >
      {Object.entries(slot.urls).map(([service, url]) => (
        <MenuItem key={service} onSelect={() => open(url)}>
          <b>{service}</b> <span className="tx2">{url}</span>
        </MenuItem>
      ))}
    </Menu>
  )
}
