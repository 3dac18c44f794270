import type { IconName } from '../../components/icon'
import type { SlotAddress, View } from '../../stores/navigation-store'
import type { Look } from '../board/slot-look'

/** The shelves of the palette, in their order. */
export const paletteGroups = ['slots', 'versions', 'branches', 'hosts', 'people', 'actions', 'history'] as const

/** See `paletteGroups`. */
export type PaletteGroup = (typeof paletteGroups)[number]

/** What choosing an item does. */
export type PaletteGoal =
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'pivot'; readonly pivot: 'slots' | 'kickoffs' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'leave-sample' }
  | { readonly kind: 'narrow'; readonly text: string }
  | {
      readonly kind: 'slot' | 'rollback' | 'reserve' | 'logs' | 'history' | 'open' | 'follow' | 'copy'
      readonly slot: SlotAddress
    }
  | { readonly kind: 'deploy'; readonly slot: SlotAddress; readonly tag: string | null }
  | { readonly kind: 'person'; readonly by: string }
  | { readonly kind: 'entry'; readonly slot: SlotAddress; readonly entryId: string }
  /** Nothing by itself: what can be done with it is listed next. */
  | { readonly kind: 'more' }

/** A line of the palette. Texts are harmless for display. */
export type PaletteItem = {
  /** Unique within the palette. */
  readonly id: string
  readonly group: PaletteGroup
  readonly face: { readonly kind: 'icon'; readonly icon: IconName } | { readonly kind: 'state'; readonly look: Look }
  readonly title: string
  /** A branch or version, which is set in the fixed face. */
  readonly isCode: boolean
  readonly detail: string
  readonly aside: string
  /** The key that does the same on the board; null: there is none. */
  readonly chord: string | null
  /** Looked for as well, and not shown. */
  readonly also: string
  readonly goal: PaletteGoal
  /** What else can be done with it. */
  readonly more: readonly PaletteItem[]
}
