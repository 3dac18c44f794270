import type { ReactElement } from 'react'
import { Icon } from '../../components/icon'
import { Menu, MenuItem } from '../../components/menu'

/** One thing to choose in a filter. `value` null stands for all. */
export type FilterChoice<Value extends string> = { readonly value: Value | null; readonly word: string }

type FilterChipProps<Value extends string> = {
  readonly name: string
  /** What is chosen now, in words. */
  readonly shown: string
  readonly choices: readonly FilterChoice<Value>[]
  readonly isChosen: (value: Value | null) => boolean
  readonly onChoose: (value: Value | null) => void
}

/** A filter as a chip that opens a menu; typing in the menu goes to what begins so. */
export function FilterChip<Value extends string>(props: FilterChipProps<Value>): ReactElement {
  const { name, shown, choices, isChosen, onChoose } = props
  const trigger = (
    <button type="button" className="fchip">
      <span className="tx3">{name}</span>
      <span className="ell">{shown}</span>
      <Icon name="down" />
    </button>
  )
  return (
    <Menu trigger={trigger} label={name}>
      {choices.map(({ value, word }) => (
        <MenuItem key={value ?? ''} checked={isChosen(value)} onSelect={() => onChoose(value)}>
          <span className="ell">{word}</span>
        </MenuItem>
      ))}
    </Menu>
  )
}
