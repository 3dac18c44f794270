import { readdir } from 'node:fs/promises'
import { join, parse, sep } from 'node:path'
import { matchesPattern } from '../name-pattern'

/**
 * The files that a path with wildcards means, sorted as a shell does; none where nothing is there. A leading dot has to
 * be written. Sets (`[a-z]`) are not known: they stand for themselves.
 */
export async function includedFiles(path: string): Promise<readonly string[]> {
  const { root } = parse(path)
  const parts = path.slice(root.length).split(sep === '\\' ? /[\\/]/ : '/')
  let found: readonly string[] = [root]
  for (const part of parts) {
    if (part === '') continue
    if (!/[*?]/.test(part)) found = found.map((folder) => join(folder, part))
    else found = (await Promise.all(found.map((folder) => matchingEntries(folder, part)))).flat()
  }
  return found
}

async function matchingEntries(folder: string, pattern: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => matchesPattern(pattern, name) && (!name.startsWith('.') || pattern.startsWith('.')))
    .sort()
    .map((name) => join(folder, name))
}
