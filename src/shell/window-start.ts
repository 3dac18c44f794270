import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WindowStart } from '../contract/shell-contract'

/** Reads what earlier runs left, for the window's first paint. A file that is missing or broken counts as none; the engine reports it. */
export async function readWindowStart(homeDirectory: string, systemLanguage: string): Promise<WindowStart> {
  const [sealedBoard, settings] = await Promise.all([
    readFile(join(homeDirectory, 'board-snapshot.json'), 'utf8').catch(() => null),
    readJson(join(homeDirectory, 'settings.json')),
  ])
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux'
  return { platform, systemLanguage, sealedBoard, settings, isSample: false }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown
  } catch {
    return null
  }
}
