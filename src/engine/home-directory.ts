import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

/**
 * The folder of Berth's settings and snapshot: `BERTH_HOME`, else where the system keeps such things. The window and
 * the command line use the same one.
 */
export function homeDirectory(environment: Readonly<Record<string, string | undefined>>, platform: string): string {
  const chosen = environment['BERTH_HOME']
  if (chosen !== undefined && chosen !== '') return chosen
  const home = environment['HOME'] ?? homedir()
  if (platform === 'win32') return win32.join(environment['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'Berth')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Berth')
  return posix.join(environment['XDG_CONFIG_HOME'] || posix.join(home, '.config'), 'Berth')
}
