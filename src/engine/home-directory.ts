import { homedir } from 'node:os'
import { join, posix, win32 } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The folder of settings and board snapshot, shared by window and command line: `BERTH_HOME`, else where Electron keeps
 * the data of an app named Berth (which is also where the system wants a program's configuration).
 */
export function homeDirectory(environment: Environment, platform: NodeJS.Platform): string {
  const named = environment['BERTH_HOME'] ?? ''
  if (named !== '') return named
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir()
  switch (platform) {
    case 'win32':
      return win32.join(nonEmpty(environment['APPDATA']) ?? win32.join(home, 'AppData', 'Roaming'), 'Berth')
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'Berth')
    default:
      return join(absolute(environment['XDG_CONFIG_HOME']) ?? join(home, '.config'), 'Berth')
  }
}

function nonEmpty(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text
}

/** The XDG specification has relative paths ignored. */
function absolute(path: string | undefined): string | null {
  return path?.startsWith('/') === true ? path : null
}
