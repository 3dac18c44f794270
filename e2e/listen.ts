import type { Page } from '@playwright/test'

/** Listens as a screen reader does, from now on; resolves with what tells all that was said, in its order. */
export async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(globalThis, { said })
    for (const region of document.querySelectorAll('.vh > [aria-live]')) {
      const urgency = region.getAttribute('aria-live') ?? ''
      // A dialog hides what lies under it from screen readers, and must leave these regions out.
      const isHeard = (): boolean => region.closest('[aria-hidden="true"]') === null && region.textContent !== ''
      const hear = (): void => void (isHeard() && said.push(`${urgency}: ${region.textContent ?? ''}`))
      new MutationObserver(hear).observe(region, { childList: true, characterData: true, subtree: true })
    }
  })
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said)
}
