import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type StoredLayer, cacheDirectory } from './base-layer'

/**
 * The base layer as an engine keeps it once it has unpacked it. Unpacking takes two seconds of the processor, and every
 * test file has an engine of its own; so the first engine's files are kept, and stand in each later one's data before it
 * starts. It takes them for its own then: a layer without an image yet.
 */
const layers = 'image/overlay2/layerdb/sha256'

/** Whether an engine with this data directory has the layer, unpacked by itself or planted. */
export function hasLayer(data: string, layer: StoredLayer): boolean {
  return existsSync(join(data, layers, hashOf(layer)))
}

/** Keeps the layer of an engine that has unpacked it. Nothing is kept of an engine that stores layers in another way. */
export function keepLayer(data: string, layer: StoredLayer): void {
  if (existsSync(keptAt(layer)) || !hasLayer(data, layer)) return
  const unfinished = mkdtempSync(`${keptAt(layer)}.`)
  copyLayer(data, unfinished, layer)
  try {
    renameSync(unfinished, keptAt(layer))
  } catch {
    // Another process was first.
    rmSync(unfinished, { recursive: true })
  }
}

/** Puts the layer into the data directory of an engine that has not started yet, where one is kept. */
export function plantLayer(data: string, layer: StoredLayer): void {
  if (existsSync(keptAt(layer)) && !hasLayer(data, layer)) copyLayer(keptAt(layer), data, layer)
}

function copyLayer(from: string, to: string, layer: StoredLayer): void {
  const described = join(layers, hashOf(layer))
  const files = join('overlay2', readFileSync(join(from, described, 'cache-id'), 'utf8'))
  const shortName = join('overlay2/l', readFileSync(join(from, files, 'link'), 'utf8'))
  for (const parent of [layers, 'overlay2/l']) mkdirSync(join(to, parent), { recursive: true })
  for (const path of [files, shortName, described]) copy(join(from, path), join(to, path))
}

/** By links where both lie on one disk: nobody writes into a layer. */
function copy(from: string, to: string): void {
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' })
  } catch {
    rmSync(to, { recursive: true, force: true })
    execFileSync('cp', ['-a', from, to])
  }
}

function keptAt(layer: StoredLayer): string {
  return join(cacheDirectory(), `unpacked-${hashOf(layer).slice(0, 16)}`)
}

function hashOf({ diffId }: StoredLayer): string {
  return diffId.replace('sha256:', '')
}
