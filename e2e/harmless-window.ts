import { expect, type Page } from '@playwright/test'
import { neverShown, towering } from './harness/hostile-texts'
import type { BerthApp } from './berth-app'

/** Most characters of one piece of text: the longest block that is shown, with room for words around it. */
const longestText = 70_000

/** What the window got through to a person or a program, and has no business to. */
type Findings = {
  readonly ran: boolean
  readonly elements: readonly string[]
  readonly texts: readonly string[]
  readonly isTooLarge: boolean
}

/**
 * Looks at all that is on the screen, attributes that are read aloud among it: nothing hostile became an element or ran,
 * every text is bounded and without controls, and the page is no larger than its window.
 */
export async function expectHarmless(page: Page, where: string): Promise<void> {
  const marks = { never: neverShown.source, towering: towering.source, longest: longestText }
  expect
    .soft(await page.evaluate(findings, marks), where)
    .toEqual({ ran: false, elements: [], texts: [], isTooLarge: false })
}

function findings(marks: { readonly never: string; readonly towering: string; readonly longest: number }): Findings {
  const [never, towering] = [new RegExp(marks.never), new RegExp(marks.towering, 'u')]
  const addresses = /^(?:xlink:)?(?:href|src|srcset|action|formaction|data|poster)$/
  const elements = [...document.querySelectorAll('*')]
  const isForeign = (element: Element): boolean =>
    element.matches('img, iframe, object, embed, base, form[action], [onerror], [onclick], body script, [src="x"]') ||
    [...element.attributes].some(
      ({ name, value }) => name.startsWith('on') || (addresses.test(name) && !/^(berth:|#|\/|\.)/.test(value)),
    )
  const texts = [
    document.title,
    ...elements.flatMap((element) => [...element.attributes].map(({ value }) => value)),
    ...elements.flatMap((element) =>
      [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ textContent }) => textContent ?? ''),
    ),
  ]
  const isBad = (text: string): boolean => never.test(text) || towering.test(text) || text.length > marks.longest
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement
  return {
    ran: 'hostile' in window,
    elements: elements.filter(isForeign).map((element) => element.outerHTML.slice(0, 200)),
    texts: texts.filter(isBad).map((text) => JSON.stringify(text.slice(0, 200))),
    // A note for screen readers alone takes one.
    isTooLarge: scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1,
  }
}

/** Nothing was opened, left or asked in the whole app since it was started. */
export async function expectUntouched({ app, page, problems }: BerthApp): Promise<void> {
  const windows = await app.evaluate(({ BrowserWindow, webContents }) => ({
    titles: BrowserWindow.getAllWindows().map((window) => window.getTitle()),
    contents: webContents.getAllWebContents().length,
  }))
  expect(windows).toEqual({ titles: ['Berth'], contents: 1 })
  expect(page.url()).toBe('berth://app/')
  expect(problems).toEqual([])
}
