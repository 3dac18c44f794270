import { type KeyMap, useKeys } from './keys'
import { useNavigationStore } from './stores/navigation-store'

/** The keys of a page: off while a dialog is open over it. Memoise the map. */
export function usePageKeys(map: KeyMap): void {
  useKeys(
    map,
    useNavigationStore((state) => state.dialog.kind === 'none'),
  )
}
