import { type UIEvent, useState } from 'react'

/** Lines that are there at first, and that come at a time. */
const step = 24
/** So near to the end the next ones come. */
const nearEndPixels = 600

/** How many lines of a long list are in the document: more come as one scrolls or steps to the end. */
export function useShownLines(
  listKey: string,
  chosenIndex: number,
): { readonly count: number; readonly onScroll: (event: UIEvent<HTMLElement>) => void } {
  const [shown, setShown] = useState({ listKey, count: step })
  // Another list begins at its top.
  if (shown.listKey !== listKey) setShown({ listKey, count: step })
  const count = Math.max(shown.count, chosenIndex + step)
  const onScroll = ({ currentTarget }: UIEvent<HTMLElement>): void => {
    const left = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight
    if (left < nearEndPixels) setShown((before) => ({ ...before, count: Math.max(before.count, count) + step }))
  }
  return { count, onScroll }
}
