import { spawnSync } from 'node:child_process'
import { electronPackages, ensureSystemPackages, mayInstallPackages } from './system-packages.mjs'

/**
 * Makes sure that the libraries Electron links to are there.
 * @param {string} electronPath
 * @param {(line: string) => void} say
 * @returns {string | null} one sentence about what is missing and how to get it, or null
 */
export function ensureElectronLibraries(electronPath, say) {
  if (process.platform !== 'linux' || missingLibraries(electronPath).length === 0) return null
  if (mayInstallPackages()) {
    const problem = ensureSystemPackages(electronPackages, say)
    if (problem !== null) return problem
  }
  const missing = missingLibraries(electronPath)
  if (missing.length === 0) return null
  const names = electronPackages.map(({ names: [name] }) => name).join(' ')
  return `Electron misses libraries of the system: ${missing.join(', ')} (on Debian or Ubuntu: sudo apt-get install ${names}).`
}

/** @param {string} electronPath */
function missingLibraries(electronPath) {
  const listed = spawnSync('ldd', [electronPath], { encoding: 'utf8' }).stdout ?? ''
  return [...listed.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1])
}
