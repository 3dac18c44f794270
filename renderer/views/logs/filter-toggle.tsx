import { Children, type CSSProperties, type ReactElement, type ReactNode } from 'react'
import { Icon } from '../../components/icon'
import { formatCount } from '../../format/count'
import { useLanguage } from '../../i18n/use-translation'

type FilterToggleProps = {
  readonly isOn: boolean
  readonly title: string
  /** How many lines it stands for; undefined: not known yet. */
  readonly count?: number | undefined
  readonly style?: CSSProperties
  /** It narrows the log down to one thing, and looks like it. */
  readonly narrows?: boolean
  readonly onToggle: () => void
  /** The word last; what stands before it stays before the tick. */
  readonly children: ReactNode
}

/** A small button that shows or hides some of the lines; a tick and a full edge say that they show. */
export function FilterToggle(props: FilterToggleProps): ReactElement {
  const { isOn, title, count, style, narrows = false, onToggle, children } = props
  const language = useLanguage()
  const parts = Children.toArray(children)
  return (
    <button
      type="button"
      className={narrows ? 'fchip only' : 'fchip'}
      style={style}
      aria-pressed={isOn}
      title={title}
      onClick={onToggle}
    >
      {parts.slice(0, -1)}
      {isOn && <Icon name="check" />}
      <span className="ell">{parts.at(-1)}</span>
      {count !== undefined && <span className="n">{formatCount(count, language)}</span>}
    </button>
  )
}
