import type { ReactElement, ReactNode } from 'react'
import type { SlotView } from '../../../src/domain/board'
import { Button, IconButton } from '../../components/button'
import { Icon } from '../../components/icon'
import { Menu, MenuItem } from '../../components/menu'
import { useTranslation } from '../../i18n/use-translation'
import { hideAddressMenu, showAddressMenu, useAddressMenuStore } from '../../stores/address-menu-store'
import { useOpenAddress } from './use-open-address'

type OpenButtonProps = {
  readonly slot: SlotView
  /** Part of a row, reached with the arrow keys. */
  readonly isCell?: boolean
  /** Shown instead of the icon alone, where this is the first thing one can do. */
  readonly word?: string
  readonly children?: ReactNode
}

/** Opens what the published slots file says is the slot's address; where there are several, a menu asks which. */
export function OpenButton({ slot, isCell = false, word, children }: OpenButtonProps): ReactElement {
  const { t } = useTranslation('board')
  const open = useOpenAddress()
  const urls = Object.entries(slot.urls)
  const [only] = urls
  if (urls.length > 1) {
    return (
      <AddressMenu slot={slot} isCell={isCell} {...(word === undefined ? {} : { word })}>
        {children}
      </AddressMenu>
    )
  }
  const offBecause = only === undefined ? t('actions.noUrl') : undefined
  const onClick = (): void => {
    if (only !== undefined) open(only[1])
  }
  const asCell = isCell ? { tabIndex: -1 } : {}
  if (word !== undefined) {
    return (
      <Button
        icon="open"
        {...(isCell ? { 'data-cell': '' } : {})}
        {...asCell}
        offBecause={offBecause}
        onClick={onClick}
      >
        {word}
        {children}
      </Button>
    )
  }
  return (
    <IconButton
      icon="open"
      label={t('actions.openUrl')}
      isCell={isCell}
      {...asCell}
      offBecause={offBecause}
      onClick={onClick}
    >
      {children}
    </IconButton>
  )
}

function AddressMenu({ slot, isCell, word, children }: OpenButtonProps): ReactElement {
  const { t } = useTranslation('board')
  const open = useOpenAddress()
  const address = { hostId: slot.hostId, slot: slot.name }
  const isOpen = useAddressMenuStore(({ slot: of }) => of?.hostId === slot.hostId && of.slot === slot.name)
  const trigger = (
    <button
      type="button"
      className={word === undefined ? 'btn ghost icon' : 'btn'}
      {...(isCell === true ? { 'data-cell': '', tabIndex: -1 } : {})}
      data-addresses={`${slot.hostId}/${slot.name}`}
      aria-label={t('actions.openUrl')}
      title={t('actions.openUrl')}
    >
      <Icon name="open" />
      {word !== undefined && <span>{word}</span>}
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
