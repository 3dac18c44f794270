import { Fragment, type ReactElement, type ReactNode } from 'react'

/** Stands in a translated sentence where an element goes: pass it as the value of the placeholder. A private character, never typed. */
export const gapMark = '\ue000'

/** A translated sentence with an element in the place of `gapMark`. The sentence itself stays text. */
export function FilledText({ text, children }: { readonly text: string; readonly children: ReactNode }): ReactElement {
  const [before = '', ...after] = text.split(gapMark)
  return (
    <>
      {before}
      {after.map((part, index) => (
        <Fragment key={index}>
          {children}
          {part}
        </Fragment>
      ))}
    </>
  )
}
