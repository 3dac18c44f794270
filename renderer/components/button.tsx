import type { ButtonHTMLAttributes, ReactElement, ReactNode, Ref } from 'react'
import { Icon, type IconName } from './icon'
import { KeyCap } from './key-cap'

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'disabled'> & {
  readonly 'data-cell'?: string
  readonly kind?: 'plain' | 'primary' | 'danger' | 'ghost'
  readonly size?: 's' | 'm' | 'l'
  readonly icon?: IconName
  /** Shown as a cap inside the button; `keys.ts` says what it does. */
  readonly keyCap?: string
  /** Why the button does nothing now. It stays in place and focusable, and says so. */
  readonly offBecause?: string | undefined
  readonly className?: string
  readonly ref?: Ref<HTMLButtonElement>
  readonly children: ReactNode
}

/** A button with a word. One that can't act now keeps its place and says why. */
export function Button(props: ButtonProps): ReactElement {
  const { kind = 'plain', size = 'm', icon, keyCap, offBecause, className, children, onClick, ...rest } = props
  const off = offBecause !== undefined
  const classes = ['btn', kind === 'plain' ? '' : kind, size === 'm' ? '' : size, className ?? '']
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter((name) => name !== '').join(' ')}
      {...(off ? { 'aria-disabled': true, title: offBecause, 'aria-description': offBecause } : { onClick })}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
      {keyCap !== undefined && <KeyCap>{keyCap}</KeyCap>}
    </button>
  )
}

type IconButtonProps = {
  readonly icon: IconName
  /** Its name, for the tooltip and for screen readers. */
  readonly label: string
  readonly onClick: () => void
  readonly offBecause?: string | undefined
  readonly className?: string
  readonly tabIndex?: number
  /** Reached with the arrow keys as a cell of a grid. */
  readonly isCell?: boolean
  readonly children?: ReactNode
}

/** A small button without a visible word. */
export function IconButton(props: IconButtonProps): ReactElement {
  const { icon, label, onClick, offBecause, className, tabIndex, isCell = false, children } = props
  const off = offBecause !== undefined
  return (
    <button
      type="button"
      className={`btn ghost icon${className === undefined ? '' : ` ${className}`}`}
      tabIndex={tabIndex}
      {...(isCell ? { 'data-cell': '' } : {})}
      aria-label={label}
      title={off ? `${label}: ${offBecause}` : label}
      {...(off ? { 'aria-disabled': true, 'aria-description': offBecause } : { onClick })}
    >
      <Icon name={icon} />
      {children}
    </button>
  )
}
