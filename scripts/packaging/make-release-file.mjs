import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'

const packageName = /\.(AppImage|deb|tar\.gz|dmg|zip|exe)$/

/**
 * Writes beside the packages which version they are, in electron-builder's form: Berth asks for it (docs/updates.md).
 * electron-builder itself writes it for some kinds alone, and only where an address is built in. Answers with the file; null:
 * there is no package.
 * @param {string} output
 * @param {string} version
 * @param {string} name
 */
export function makeReleaseFile(output, version, name) {
  const files = readdirSync(output)
    .filter((file) => packageName.test(file))
    .map((url) => {
      const content = readFileSync(join(output, url))
      return { url, sha512: createHash('sha512').update(content).digest('base64'), size: content.length }
    })
  const [first] = files
  if (first === undefined) return null
  const release = { version, files, path: first.url, sha512: first.sha512, releaseDate: new Date().toISOString() }
  const file = join(output, name)
  writeFileSync(file, stringify(release))
  return file
}
