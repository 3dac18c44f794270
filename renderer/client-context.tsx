import { createContext, useContext } from 'react'
import type { Client } from './client'

/** Holds the client for every view. */
export const ClientContext = createContext<Client | null>(null)

/** The client of this window. Throws outside of the app: a view can't work without one. */
export function useClient(): Client {
  const client = useContext(ClientContext)
  if (client === null) throw new Error('useClient outside of ClientContext')
  return client
}
