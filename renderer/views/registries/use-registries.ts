import { useEffect, useState } from 'react'
import type { TypedLoginView } from '../../../src/contract/registry-logins'
import type { RegistryView } from '../../../src/contract/registry-requests'
import type { Client } from '../../client'
import { useClient } from '../../client-context'
import { reportError } from '../../stores/notice-store'
import { useRegistriesStore } from '../../stores/registries-store'

/** A registry, and the login that was typed for it. */
export type RegistryLine = RegistryView & { readonly typed: TypedLoginView | null }

/** All registries there are to tell of, by name; null: not known yet. Read again whenever more may be known. */
export function useRegistries(): readonly RegistryLine[] | null {
  const client = useClient()
  const revision = useRegistriesStore((state) => state.revision)
  const [lines, setLines] = useState<readonly RegistryLine[] | null>(null)
  useEffect(() => {
    const reading = new AbortController()
    const read = (): void => {
      readLines(client, reading.signal).then(
        (found) => reading.signal.aborted || setLines(found),
        (error: unknown) => reading.signal.aborted || reportError(error),
      )
    }
    read()
    const stop = client.on('releases-changed', read)
    return () => {
      stop()
      reading.abort()
    }
  }, [client, revision])
  return lines
}

/** The shell knows what was typed, the engine the rest. */
async function readLines(client: Client, signal: AbortSignal): Promise<readonly RegistryLine[]> {
  const { logins } = await client.ask('list-registry-logins', {})
  const also = logins.map(({ registry }) => registry)
  const { registries } = await client.request('list-registries', { also }, signal)
  return registries.map((view) => ({
    ...view,
    typed: logins.find(({ registry }) => registry === view.registry) ?? null,
  }))
}
