import type { ReactElement } from 'react'

/** A key as it is printed on a keyboard; hidden from screen readers, which announce shortcuts in their own way. */
export function KeyCap({ children }: { readonly children: string }): ReactElement {
  return (
    <kbd className="kbd" aria-hidden="true">
      {children}
    </kbd>
  )
}
