import sprite from '../theme/sprite.svg?raw'

/** The symbols as they stand in their file. */
export const spriteSource: string = sprite

/** Puts the symbols that icons and shapes refer to into the document, once, before the first render. */
export function mountSprite(document: Document): void {
  const parsed = new DOMParser().parseFromString(spriteSource, 'image/svg+xml')
  document.body.prepend(document.importNode(parsed.documentElement, true))
}
