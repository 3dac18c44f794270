/** A ref for what should have the focus when it appears, instead of the first thing in a dialog. */
export function focusFirst(element: HTMLElement | null): void {
  element?.focus()
}
