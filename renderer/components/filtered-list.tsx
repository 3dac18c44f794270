import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { focusFirst } from './focus-first'
import { Icon } from './icon'

/** A list and the option in it that is chosen; a negative index: none is. */
type ChosenOption = { readonly listId: string; readonly chosenIndex: number }

/** The id of an option by its place, for the field that has the focus meanwhile. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}

type FilterFieldProps = ChosenOption & {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  /** How many options Page Up and Page Down pass. */
  readonly page: number
  readonly onFilter: (value: string) => void
  /** Chooses the option so many places on. */
  readonly onStep: (by: number) => void
  /** Stands behind the field. */
  readonly children?: ReactNode
}

/** The field of a list: it filters while one types, the arrows choose, and the focus stays in it. */
export function FilterField(props: FilterFieldProps): ReactElement {
  const { listId, chosenIndex, label, placeholder, value, page, onFilter, onStep, children } = props
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    if (step === undefined || event.nativeEvent.isComposing) return
    event.preventDefault()
    onStep(step)
  }
  return (
    <div className="input">
      <Icon name="search" />
      <input
        ref={focusFirst}
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={chosenIndex < 0 ? undefined : optionId(listId, chosenIndex)}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        maxLength={200}
        onChange={(event) => onFilter(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {children}
    </div>
  )
}

type OptionListProps = ChosenOption & { readonly label: string; readonly children: ReactNode }

/** The options of a list; the chosen one is always in view. */
export function OptionList({ listId, chosenIndex, label, children }: OptionListProps): ReactElement {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosenIndex])
  return (
    <div ref={list} id={listId} role="listbox" aria-label={label} className="blist">
      {children}
    </div>
  )
}
