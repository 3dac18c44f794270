import { extname, join, normalize, sep } from 'node:path'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** The file behind an address of the app; null where it would lie outside of the folder or on another host. */
export function fileOf(directory: string, address: string): string | null {
  const url = new URL(address)
  if (url.host !== 'app') return null
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  const file = normalize(join(directory, path === '/' ? 'index.html' : path))
  return path.includes('\0') || !file.startsWith(directory + sep) ? null : file
}

/** The type a file is served as; null for a kind of file the app has none of. */
export function contentTypeOf(file: string): string | null {
  return contentTypes[extname(file)] ?? null
}
