import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, wherever a script was called from. */
export const projectDirectory = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where things are kept that outlive node_modules; `XDG_CACHE_HOME` moves it. */
export const cacheDirectory = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'berth')
