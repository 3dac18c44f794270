import { z } from 'zod'
import { type Board, type HostView, type SlotView, slotStates } from './board'
import { displayText } from './display-text'
import { slotFace } from './slot-face'
import { type SlotWord, slotWords } from './slot-words'
import { isFollowed, type Settings } from './settings'

/** The shapes of the tray's icons: the board's, and `lost` for a slot whose host does not answer. Their order is that in `assets/tray.png`. */
export const trayShapes = [
  'back',
  'deploy',
  'cut',
  'lock',
  'bad',
  'lost',
  'start',
  'stop',
  'run',
  'ok',
  'empty',
] as const

const word = z.custom<SlotWord>((value) => typeof value === 'string' && Object.hasOwn(slotWords.en, value))

/** A slot as the tray shows it. `shown` is harmless for one line of display; its `branch` is empty where none is known. */
export const traySlotSchema = z.object({
  hostId: z.string(),
  slot: z.string(),
  shown: z.object({ host: z.string().max(40), slot: z.string().max(40), branch: z.string().max(60) }),
  shape: z.enum(trayShapes),
  word,
})

/** More slots than a menu can show are counted in `more`. */
export const mostTraySlots = 20

/** What stands in the tray. `worst` is of all followed slots, or of all slots where none is followed; null: there is none. */
export const trayViewSchema = z.object({
  isOfFollowed: z.boolean(),
  worst: traySlotSchema.nullable(),
  followed: z.array(traySlotSchema).max(mostTraySlots),
  more: z.number().int().nonnegative(),
})

/** See `traySlotSchema`. */
export type TraySlot = Readonly<z.infer<typeof traySlotSchema>>
/** See `trayViewSchema`. */
export type TrayView = Readonly<z.infer<typeof trayViewSchema>>

/** The tray of a board. Slots stand in the board's order, and of equally bad ones the first is named. */
export function trayView(board: Board, settings: Pick<Settings, 'followed'>): TrayView {
  const all = board.hosts.flatMap(({ host, slots }) => slots.map((slot) => ({ host, slot })))
  const followed = all.filter(({ slot }) => isFollowed(settings, slot.hostId, slot.name))
  const isOfFollowed = followed.length > 0
  const [worst] = [...(isOfFollowed ? followed : all)].sort((a, b) => rank(a) - rank(b))
  return {
    isOfFollowed,
    worst: worst === undefined ? null : traySlot(worst),
    followed: followed.slice(0, mostTraySlots).map(traySlot),
    more: Math.max(0, followed.length - mostTraySlots),
  }
}

type Row = { readonly host: HostView; readonly slot: SlotView }

/** The board's order of precedence. A host that does not answer hides trouble, and comes right after it. */
function rank({ host, slot }: Row): number {
  if (host.connection.kind === 'connecting') return slotStates.length
  if (host.connection.kind === 'unreachable') return slotStates.indexOf('unhealthy') + 0.5
  return slotStates.indexOf(slot.state)
}

function traySlot({ host, slot }: Row): TraySlot {
  const { connection } = host
  const face = connection.kind === 'connected' ? slotFace(slot) : { shape: 'lost' as const, word: connection.kind }
  return {
    hostId: slot.hostId,
    slot: slot.name,
    shown: {
      host: displayText(host.name, 40),
      slot: displayText(slot.name, 40),
      branch: displayText(slot.kickoff?.branch ?? slot.tag ?? '', 60),
    },
    shape: face.shape,
    word: face.word,
  }
}
