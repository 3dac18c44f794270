/** As a ref: scrolls to what appears, as further down in a form an error above would not be seen. */
export function showWhole(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
