/**
 * A path below the slots file's folder in its one spelling (`./a/../b.env` → `b.env`). Null for one that leaves the
 * folder, is absolute, or begins in somebody's home.
 */
export function pathInFolder(path: string): string | null {
  if (path === '' || /^[/\\~]/.test(path) || /^[A-Za-z]:/.test(path) || path.includes('\0')) return null
  const parts: string[] = []
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..' && parts.pop() === undefined) return null
    if (part !== '' && part !== '.' && part !== '..') parts.push(part)
  }
  return parts.length === 0 ? null : parts.join('/')
}

/** An absolute path on the host, dots resolved. Null for a relative one without a directory to begin in. */
export function hostPath(path: string, directory: string | null): string | null {
  const full = path.startsWith('/') ? path : directory === null ? null : `${directory}/${path}`
  if (full === null) return null
  const parts: string[] = []
  for (const part of full.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** A path in a container in its one spelling (`/cache/` → `/cache`). Null for one that is not absolute or goes upwards. */
export function containerPath(path: string): string | null {
  if (!path.startsWith('/') || path.split('/').includes('..')) return null
  return hostPath(path, null)
}
