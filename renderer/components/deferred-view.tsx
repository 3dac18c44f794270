import { type ComponentType, type ReactElement, useEffect, useState } from 'react'

/** A component whose code is loaded after the first paint, and `preload` to load it before it is needed. */
export type DeferredView<Props> = ComponentType<Props> & { readonly preload: () => Promise<void> }

/**
 * Keeps a view out of the first bundle. Once its code is there it renders at once; React's own `lazy` would hold even
 * loaded code back for a moment each first time.
 */
export function deferredView<Props extends object>(load: () => Promise<ComponentType<Props>>): DeferredView<Props> {
  let loaded: ComponentType<Props> | null = null
  const preload = async (): Promise<void> => {
    loaded ??= await load()
  }
  function Deferred(props: Props): ReactElement | null {
    const [, setReady] = useState(loaded !== null)
    useEffect(() => {
      let mounted = true
      if (loaded === null) void preload().then(() => mounted && setReady(true))
      return () => {
        mounted = false
      }
    }, [])
    const Loaded = loaded
    return Loaded === null ? null : <Loaded {...props} />
  }
  return Object.assign(Deferred, { preload })
}
