import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectDirectory } from '../setup/project.mjs'

/**
 * The project's own package.json.
 * @typedef {{
 *   readonly name: string, readonly productName: string, readonly version: string, readonly description: string,
 *   readonly license: string, readonly author: string, readonly main: string,
 * }} Manifest
 * @returns {Manifest}
 */
export function projectManifest() {
  return JSON.parse(readFileSync(join(projectDirectory, 'package.json'), 'utf8'))
}
