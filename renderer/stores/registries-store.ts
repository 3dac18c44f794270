import { create } from 'zustand'

/** Counts up with each login for a registry that was typed, changed or forgotten in this window. */
export const useRegistriesStore = create<{ readonly revision: number }>(() => ({ revision: 0 }))

/** A login is another by now: what is shown of registries is read again. */
export function registriesChanged(): void {
  useRegistriesStore.setState(({ revision }) => ({ revision: revision + 1 }))
}
