import type { ReactElement, ReactNode } from 'react'
import { keyCapOf, platformOfDocument } from '../keys'
import { KeyCap } from './key-cap'
import { NewVersion } from './new-version'

/** Keys that do the same thing, and the word for it. */
export type KeyHint = { readonly chords: readonly string[]; readonly word: string }

/** The line at the foot of a page: its keys, and on the right what the page has to say about itself. */
export function StatusBar({
  hints,
  children,
}: {
  readonly hints: readonly KeyHint[]
  readonly children?: ReactNode
}): ReactElement {
  const platform = platformOfDocument()
  return (
    <footer className="foot">
      {hints.map((hint) => (
        <span key={hint.word}>
          {hint.chords.map((chord) => (
            <KeyCap key={chord}>{keyCapOf(chord, platform)}</KeyCap>
          ))}
          {hint.word}
        </span>
      ))}
      <span className="end">
        {children} <NewVersion />
      </span>
    </footer>
  )
}
