import type { Page } from '@playwright/test'

/**
 * Controls that can't be brought into sight, or lie under something else when they are; and a page that scrolls
 * sideways. With a dialog or a menu open its own are looked at; lines of a log come into sight by keys of their own.
 */
export function controlFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const spare = 2
    const scope = [...document.querySelectorAll('.dlg, .menu')].at(-1) ?? document.body
    const nameOf = (element: Element): string =>
      `${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? ''} ${element.outerHTML.slice(0, 90)}`
    const controls = [
      ...scope.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex]'),
    ].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        element.closest('.vh, [inert], [aria-hidden="true"], .log-pane') === null &&
        !element.matches(':disabled, [data-radix-focus-guard]'),
    )
    const frames = new Map(
      [...document.querySelectorAll('body *')]
        .map((box) => ({ box, style: getComputedStyle(box) }))
        .filter(({ style }) => style.overflow !== 'visible')
        .map(({ box, style: { overflowX, overflowY } }) => {
          return [box, { left: box.scrollLeft, top: box.scrollTop, overflowX, overflowY }] as const
        }),
    )
    const above = (element: Element): readonly Element[] => {
      const parents: Element[] = []
      for (let box = element.parentElement; box !== null; box = box.parentElement)
        if (frames.has(box)) parents.push(box)
      return parents
    }
    const isForced = (parent: Element): boolean => {
      const before = frames.get(parent)
      if (before === undefined) return false
      const { left, top, overflowX, overflowY } = before
      return (
        (overflowX === 'hidden' && parent.scrollLeft !== left) || (overflowY === 'hidden' && parent.scrollTop !== top)
      )
    }
    const faultOf = (element: HTMLElement): string | null => {
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      const [box, parents] = [element.getBoundingClientRect(), above(element)]
      const forced = parents.find(isForced)
      if (forced !== undefined) return `cut off by .${forced.className}`
      const edges = [
        ...parents.map((parent) => parent.getBoundingClientRect()),
        new DOMRect(0, 0, innerWidth, innerHeight),
      ]
      const left = Math.max(box.left, ...edges.map((edge) => edge.left))
      const right = Math.min(box.right, ...edges.map((edge) => edge.right))
      const top = Math.max(box.top, ...edges.map((edge) => edge.top))
      const bottom = Math.min(box.bottom, ...edges.map((edge) => edge.bottom))
      const [width, height] = [
        Math.min(...edges.map((edge) => edge.width)),
        Math.min(...edges.map((edge) => edge.height)),
      ]
      if (right - left < Math.min(box.width, width) - spare) return 'out of sight sideways'
      // Of what is as tall as its place a sticky head covers a part.
      if (bottom - top < Math.min(box.height, height * 0.75) - spare) return 'out of sight'
      const x = (left + right) / 2
      // What is too large to be seen whole may reach under a head that stays.
      const heights = box.height > height / 2 ? [(top + bottom) / 2] : [top + 3, (top + bottom) / 2, bottom - 3]
      const hit = heights.map((y) => document.elementFromPoint(x, y))
      const over = hit.find((found) => found !== null && !element.contains(found) && !found.contains(element))
      return over === undefined || over === null ? null : `under ${nameOf(over)}`
    }
    const faults = [...controls, ...[...controls].reverse()].flatMap((element) => {
      const fault = faultOf(element)
      return fault === null ? [] : [`${fault}: ${nameOf(element)}`]
    })
    for (const [box, { left, top }] of frames) box.scrollTo({ left, top, behavior: 'instant' })
    const { scrollWidth, clientWidth } = document.documentElement
    return [...new Set(faults), ...(scrollWidth > clientWidth ? ['the page scrolls sideways'] : [])]
  })
}
