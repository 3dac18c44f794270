import type { ReactElement, ReactNode } from 'react'

/** The shapes of the sprite; each stands for one state and is never used without its word nearby. */
export const shapeNames = [
  'ok',
  'was',
  'start',
  'deploy',
  'pull',
  'wait',
  'bad',
  'fail',
  'warn',
  'stop',
  'empty',
  'lost',
  'lock',
  'run',
  'back',
  'same',
  'mixed',
  'cut',
  'new',
] as const

/** See `shapeNames`. */
export type ShapeName = (typeof shapeNames)[number]

/** The colour family of a state. */
export type Tone = 'ok' | 'busy' | 'bad' | 'warn' | 'idle' | 'lost'

/** A state's shape alone; the parent's `st-…` class gives its colour. */
export function StateShape({
  name,
  className,
}: {
  readonly name: ShapeName
  readonly className?: string
}): ReactElement {
  return (
    <svg className={className === undefined ? 'shape' : `shape ${className}`} aria-hidden="true">
      <use href={`#s-${name}`} />
    </svg>
  )
}

type StateWordProps = {
  readonly tone: Tone
  readonly shape: ShapeName
  /** The word stays neutral ink and only the shape is coloured: for what is well. */
  readonly quiet?: boolean
  readonly children?: ReactNode
}

/** A state as shape and word. */
export function StateWord({ tone, shape, quiet = false, children }: StateWordProps): ReactElement {
  return (
    <span className={`st st-${tone}${quiet ? ' quiet' : ''}`}>
      <StateShape name={shape} />
      {children !== undefined && <span>{children}</span>}
    </span>
  )
}
