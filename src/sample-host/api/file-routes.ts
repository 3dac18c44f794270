import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { findPath, packPath, pathStat, unpackInto } from '../engine/archive'
import { tell } from '../engine/container-life'
import { findContainer, type World } from '../engine/world'
import type { Exchange } from './exchange'
import type { RouteEntry } from './route-table'

/** Files of containers, in archives. */
export const fileRoutes: readonly RouteEntry[] = [
  ['GET', '/containers/:/archive', readArchive],
  ['HEAD', '/containers/:/archive', statPath],
  ['PUT', '/containers/:/archive', writeArchive],
]

const statHeader = 'X-Docker-Container-Path-Stat'

async function readArchive(world: World, { query, begin }: Exchange, [id = '']: readonly string[]): Promise<void> {
  const container = findContainer(world, id)
  const found = findPath(world, container, query.get('path') ?? '/')
  const response = begin('application/x-tar', { [statHeader]: pathStat(found) })
  tell(world, container, 'archive-path')
  // A client that has seen enough leaves.
  await pipeline(Readable.from(packPath(found)), response).catch(() => undefined)
}

function statPath(world: World, { query, answer }: Exchange, [id = '']: readonly string[]): void {
  const found = findPath(world, findContainer(world, id), query.get('path') ?? '/')
  answer(200, undefined, { [statHeader]: pathStat(found) })
}

async function writeArchive(world: World, exchange: Exchange, [id = '']: readonly string[]): Promise<void> {
  const { query, readBody, answer } = exchange
  const container = findContainer(world, id)
  await unpackInto(world, container, query.get('path') ?? '/', await readBody())
  tell(world, container, 'extract-to-dir')
  answer(200)
}
