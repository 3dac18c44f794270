import type { ReactElement } from 'react'

/** The icons of the sprite. */
export const iconNames = [
  'board',
  'act',
  'logs',
  'host',
  'set',
  'search',
  'deploy',
  'back',
  'open',
  'x',
  'check',
  'down',
  'right',
  'up',
  'cal',
  'rst',
  'pause',
  'play',
  'toend',
  'copy',
  'eye',
  'plus',
  'key',
  'shield',
  'pc',
  'folder',
  'more',
  'dl',
  'swap',
  'take',
  'file',
  'hist',
  'tag',
  'branch',
  'bell',
  'pin',
] as const

/** See `iconNames`. */
export type IconName = (typeof iconNames)[number]

/** A 16 px line icon in the colour of its text; decoration only, the word stands beside it or in a label. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg className="i" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  )
}
