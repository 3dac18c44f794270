import { create } from 'zustand'

/** A slot's address. */
export type SlotAddress = { readonly hostId: string; readonly slot: string }

/**
 * What a log view shows: all services of a slot (`services` null) or the named ones, running along with the newest lines
 * (`sinceMs` null) or read from a moment of the host's clock on.
 */
export type LogTarget = SlotAddress & {
  readonly services: readonly string[] | null
  readonly sinceMs: number | null
}

/** The page in the window. `logs` without a target asks for a slot first. */
export type View =
  | { readonly kind: 'board' }
  | { readonly kind: 'wall' }
  | { readonly kind: 'slot'; readonly hostId: string; readonly slot: string }
  | { readonly kind: 'logs'; readonly target: LogTarget | null }
  | { readonly kind: 'activity' }
  | { readonly kind: 'hosts' }
  /** A host to be added, with the way to it that is chosen at first. */
  | { readonly kind: 'add-host'; readonly way: 'ssh' | 'tls' | 'local' }
  /** How a host is reached; `testsAtOnce`: it is tested as soon as the page opens. */
  | { readonly kind: 'edit-host'; readonly hostId: string; readonly testsAtOnce: boolean }
  /** What a host's slots are declared by, and publishing another. */
  | { readonly kind: 'slots-file'; readonly hostId: string }
  | { readonly kind: 'settings' }

/** The dialog over the page. `services` null means the whole slot. */
export type DialogState =
  | { readonly kind: 'none' }
  /** `tag` preselects a release. */
  | { readonly kind: 'deploy'; readonly hostId: string; readonly slot: string; readonly tag: string | null }
  /** Stop, start, restart or repair: asks before it is done. */
  | {
      readonly kind: 'operation'
      readonly hostId: string
      readonly slot: string
      readonly operation: 'stop' | 'start' | 'restart' | 'repair'
      readonly services: readonly string[] | null
    }
  /** Going back to a kept release; `releaseId` preselects one. */
  | { readonly kind: 'rollback'; readonly hostId: string; readonly slot: string; readonly releaseId: string | null }
  /** Who has a slot, and reserving it. */
  | { readonly kind: 'reserve'; readonly hostId: string; readonly slot: string }
  /** Whether what holds a slot since a rollback is to be lifted. */
  | { readonly kind: 'lift'; readonly hostId: string; readonly slot: string }
  /** What a service uses, in charts. */
  | { readonly kind: 'metrics'; readonly hostId: string; readonly slot: string; readonly service: string }
  /** The progress or the end of a deployment. */
  | { readonly kind: 'deployment'; readonly deploymentId: string }
  | { readonly kind: 'keys' }
  /** Everything that can be found and done. */
  | { readonly kind: 'palette' }
  /** Whether an unknown host key is that of the right server. */
  | { readonly kind: 'host-key'; readonly questionId: string }
  /** Who one is at a registry; `next` is opened once that is over. */
  | { readonly kind: 'registry-login'; readonly registry: string; readonly next: DialogState }

type NavigationState = {
  readonly view: View
  /** Where Esc goes: the pages before this one, newest last. */
  readonly history: readonly View[]
  readonly dialog: DialogState
  readonly pivot: 'slots' | 'kickoffs'
  /** The slot whose row has the focus on the board; kept when the board is left and come back to. */
  readonly focus: SlotAddress | null
}

/** Where the person is in the window. */
export const useNavigationStore = create<NavigationState>(() => ({
  view: { kind: 'board' },
  history: [],
  dialog: { kind: 'none' },
  pivot: 'slots',
  focus: null,
}))

const historyLimit = 20

/** Opens a page. */
export function openView(view: View): void {
  useNavigationStore.setState((state) => ({
    view,
    history: [...state.history, state.view].slice(-historyLimit),
    dialog: { kind: 'none' },
  }))
}

/** Goes back to the page before, or to the board. */
export function goBack(): void {
  useNavigationStore.setState((state) => ({
    view: state.history.at(-1) ?? { kind: 'board' },
    history: state.history.slice(0, -1),
  }))
}

/** Opens a dialog over the page. */
export function openDialog(dialog: DialogState): void {
  useNavigationStore.setState({ dialog })
}

/** Closes whatever dialog is open. */
export function closeDialog(): void {
  useNavigationStore.setState({ dialog: { kind: 'none' } })
}

/** Remembers the slot the person works on. */
export function focusSlot(focus: SlotAddress): void {
  useNavigationStore.setState((state) =>
    state.focus?.hostId === focus.hostId && state.focus.slot === focus.slot ? state : { focus },
  )
}

/** Turns the board between slots and kickoffs. */
export function setPivot(pivot: NavigationState['pivot']): void {
  useNavigationStore.setState({ pivot })
}
