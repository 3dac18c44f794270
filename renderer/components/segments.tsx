import type { ReactElement } from 'react'

type SegmentsProps<Value extends string> = {
  readonly label: string
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly word: string }[]
  readonly onChoose: (value: Value) => void
}

/** One of a few, side by side; the arrow keys go between them as in every group of radio buttons. */
export function Segments<Value extends string>(props: SegmentsProps<Value>): ReactElement {
  const { label, value, choices, onChoose } = props
  return (
    <div className="seg" role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input
            type="radio"
            className="vh"
            name={label}
            checked={choice.value === value}
            onChange={() => onChoose(choice.value)}
          />
          <span>{choice.word}</span>
        </label>
      ))}
    </div>
  )
}
