import type { ReactElement, ReactNode } from 'react'
import { Icon } from './icon'

type CheckBoxProps = {
  readonly checked: boolean
  readonly label: string
  readonly onToggle: () => void
  readonly children?: ReactNode
}

/** A box to tick, with its words. */
export function CheckBox({ checked, label, onToggle, children }: CheckBoxProps): ReactElement {
  return (
    <button
      type="button"
      role="checkbox"
      className="check"
      aria-checked={checked}
      aria-label={label}
      onClick={onToggle}
    >
      <span className="box">
        <Icon name="check" />
      </span>
      {children}
    </button>
  )
}
