import { DropdownMenu } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'

type MenuProps = {
  /** The button that opens it; must pass on what it is given. */
  readonly trigger: ReactElement
  readonly label: string
  /** Given with `onOpenChange` where more than its button opens it. */
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly children: ReactNode
}

/**
 * A menu under a button, by keyboard as by pointer. Not modal: Radix then writes no style element, which the content
 * security policy would refuse.
 */
export function Menu({ trigger, label, open, onOpenChange, children }: MenuProps): ReactElement {
  return (
    <DropdownMenu.Root
      modal={false}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8} aria-label={label}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

type MenuItemProps = {
  readonly onSelect: () => void
  /** True marks the entry that is chosen now. */
  readonly checked?: boolean
  readonly children: ReactNode
}

/** One entry of a `Menu`. */
export function MenuItem({ onSelect, checked, children }: MenuItemProps): ReactElement {
  if (checked === undefined) {
    return (
      <DropdownMenu.Item className="menu-item" onSelect={onSelect}>
        {children}
      </DropdownMenu.Item>
    )
  }
  return (
    <DropdownMenu.CheckboxItem className="menu-item" checked={checked} onSelect={onSelect}>
      {children}
    </DropdownMenu.CheckboxItem>
  )
}
