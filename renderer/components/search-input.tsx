import type { KeyboardEvent, ReactElement } from 'react'
import { Icon } from './icon'

type SearchInputProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A short field that narrows a list; Esc empties it before it does anything else. */
export function SearchInput({ label, value, onChange }: SearchInputProps): ReactElement {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || value === '') return
    event.preventDefault()
    onChange('')
  }
  return (
    <div className="input short">
      <Icon name="search" />
      <input
        type="search"
        value={value}
        maxLength={200}
        placeholder={label}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
