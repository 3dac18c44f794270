import { Refusal } from '../engine/refusal'
import type { World } from '../engine/world'
import type { Exchange } from './exchange'

/** Answers one kind of request; `parts` are what the path's pattern caught. */
export type Handler = (world: World, exchange: Exchange, parts: readonly string[]) => void | Promise<void>

/** A method, a path with `:` for a part of it and `*` for all the rest up to what follows, and who answers. */
export type RouteEntry = readonly [method: string, path: string, handler: Handler]

/** Finds who answers; refused with 404 where nobody does. */
export function routeTable(
  entries: readonly RouteEntry[],
): (exchange: Exchange) => readonly [Handler, readonly string[]] {
  const compiled = entries.map(([method, path, handler]) => ({ method, pattern: patternOf(path), handler }))
  return ({ method, path }) => {
    for (const entry of compiled) {
      const match = entry.method === method ? entry.pattern.exec(path) : null
      if (match !== null) return [entry.handler, match.slice(1)]
    }
    throw new Refusal(404, 'page not found')
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(':', '([^/]+)').replaceAll('*', '(.+)')}$`)
}
