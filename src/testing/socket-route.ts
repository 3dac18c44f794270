import { localRoute } from '../engine/transport/local-route'
import type { Route } from '../engine/transport/route'

/** The way to an engine of the tests, by its address (`unix:///path`) or its socket's path. */
export function socketRoute(address: string): Route {
  const path = address.replace(/^unix:\/\//, '')
  return localRoute(path, `unix://${path}`)
}
