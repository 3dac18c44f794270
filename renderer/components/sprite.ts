import sprite from '../theme/sprite.svg?raw'

/** Puts the symbols that icons and shapes refer to into the document, once, before the first render. */
export function mountSprite(document: Document): void {
  const parsed = new DOMParser().parseFromString(sprite, 'image/svg+xml')
  document.body.prepend(document.importNode(parsed.documentElement, true))
}
