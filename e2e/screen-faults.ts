import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * What axe finds on a page, or in the dialog or menu over it: the rule, and where. Of its rules only those of colours
 * depend on the theme.
 */
export async function axeFaults(page: Page, rules: 'all' | 'of-colours'): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'], preload: false })
  if (rules === 'of-colours') axe.withRules(['color-contrast', 'link-in-text-block'])
  if ((await page.locator('.dlg, .menu').count()) > 0) axe.include('.dlg, .menu')
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 200)}`))
}

/** What moves, or would, although the system asks for less motion. */
export function motionFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const nameOf = (element: Element): string => element.outerHTML.slice(0, 120)
    const seconds = (times: string): number => Math.max(...times.split(',').map((time) => Number.parseFloat(time)))
    const running = document.getAnimations().map((animation) => {
      const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null
      return `runs: ${target === null ? 'an animation' : nameOf(target)}`
    })
    const timed = [...document.querySelectorAll('body *')].filter((element) => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(element)
      return seconds(transitionDuration) > 0.01 || (animationName !== 'none' && seconds(animationDuration) > 0.01)
    })
    return [...running, ...timed.map((element) => `timed: ${nameOf(element)}`)]
  })
}

/** Text that is cut off without a mark that more follows, or that leaves the box it belongs to. */
export function textFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const spareX = 1.5
    // Letters are drawn within less than their line's box.
    const spareOf = (line: DOMRect): number => line.height * 0.2
    const isHidden = (element: Element): boolean =>
      !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
      element.closest('.vh, [aria-hidden="true"], [inert], svg, canvas') !== null ||
      getComputedStyle(element).clipPath !== 'none'
    const cuts = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip'
    /** The reason a line of text can't be read to its end; null: it can. */
    const faultOf = (line: DOMRect, from: Element): string | null => {
      // Lines that are not wrapped are read to their end by scrolling, and a tail shows the newest ones alone.
      const isRaw = getComputedStyle(from).whiteSpace.startsWith('pre')
      if (isRaw && from.closest('.log-peek') !== null) return null
      // The log paints as many lines as it has room for, and part of one.
      let [openX, openY, isOwn] = [true, from.closest('.log-pane') === null, !isRaw]
      for (let box: Element | null = from; box !== null && (openX || openY); box = box.parentElement) {
        const style = getComputedStyle(box)
        if (style.display === 'inline' || style.display === 'contents') continue
        if (style.clipPath !== 'none') return null
        const edge = box.getBoundingClientRect()
        const wide = line.right > edge.right + spareX || line.left < edge.left - spareX
        const high = line.bottom > edge.bottom + spareOf(line) || line.top < edge.top - spareOf(line)
        if (style.textOverflow === 'ellipsis' && cuts(style.overflowX)) openX = false
        if (openX && wide && (cuts(style.overflowX) || (isOwn && style.overflowX === 'visible')))
          return cuts(style.overflowX) ? 'cut' : 'spills'
        if (openY && high && cuts(style.overflowY) && style.webkitLineClamp === 'none') return 'cut below'
        if (!cuts(style.overflowX) && style.overflowX !== 'visible') openX = false
        if (!cuts(style.overflowY) && style.overflowY !== 'visible') openY = false
        isOwn = false
      }
      return null
    }
    const faults = new Set<string>()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const { currentNode: node } = texts
      const parent = node.parentElement
      if (parent === null || (node.textContent ?? '').trim() === '' || isHidden(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const line of range.getClientRects()) {
        const fault = line.width === 0 ? null : faultOf(line, parent)
        if (fault !== null)
          faults.add(`${fault}: "${(node.textContent ?? '').slice(0, 60)}" in ${parent.outerHTML.slice(0, 100)}`)
      }
    }
    return [...faults]
  })
}
