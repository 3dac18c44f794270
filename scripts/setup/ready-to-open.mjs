import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureElectronLibraries } from './electron-libraries.mjs'
import { ensureElectron } from './electron.mjs'

/**
 * Everything the app needs to open a window, but the display.
 * @param {(line: string) => void} say
 * @returns {string} path of Electron
 */
export function readyToOpen(say) {
  ensureDependencies(say)
  const electronPath = ensureElectron(say)
  const problem = ensureElectronLibraries(electronPath, say)
  if (problem !== null) throw new Error(problem)
  ensureBuild(say)
  return electronPath
}
