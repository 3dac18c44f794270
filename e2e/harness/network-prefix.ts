import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NETWORK_FILE, bridgeOf, interfacesWithin } from './sweep'

/** Claims a free 10.N.0.0/16 for an engine by creating its bridge, which only one process can do; resolves `10.N`. */
export function claimNetwork(directory: string): string {
  for (let number = 200; number < 250; number += 1) {
    const prefix = `10.${String(number)}`
    if (interfacesWithin(prefix).length > 0 || !createBridge(bridgeOf(prefix))) continue
    writeFileSync(join(directory, NETWORK_FILE), prefix)
    openBridge(prefix)
    return prefix
  }
  throw new Error('no free network between 10.200.0.0/16 and 10.249.0.0/16 for an engine')
}

function createBridge(name: string): boolean {
  try {
    execFileSync('ip', ['link', 'add', name, 'type', 'bridge'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Gives the bridge its address again if it has lost it (a machine restarted under a kept directory). */
export function openBridge(prefix: string): void {
  const name = bridgeOf(prefix)
  createBridge(name)
  execFileSync('ip', ['address', 'replace', `${prefix}.0.1/24`, 'dev', name])
  execFileSync('ip', ['link', 'set', name, 'up'])
}
