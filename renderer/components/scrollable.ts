/** Spread over an area that scrolls: it takes the focus, as without it the keyboard could not scroll what is in it. */
export const scrollable = { tabIndex: 0 } as const
