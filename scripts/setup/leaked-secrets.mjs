import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A line of what tests printed or left that holds the marker of their secrets; the secret itself is taken out of it.
 * @typedef {{ readonly place: string, readonly line: number, readonly text: string }} Leak
 */

/**
 * Looks for the marker while a suite prints: it is read as it passes, nothing waits for it.
 * @typedef {{ readonly read: (chunk: Buffer) => void, readonly end: () => readonly Leak[] }} LeakReader
 */

const longestLine = 64 * 1024
const shownLength = 160
const mostLeaks = 20
const readableFiles = /\.(?:json|jsonl|log|md|txt|xml|html)$/
const largestFileBytes = 64 * 1024 * 1024

/**
 * @param {string} marker
 * @param {string} place where the lines stand, for people
 * @returns {LeakReader}
 */
export function openLeakReader(marker, place) {
  const pattern = leakPattern(marker)
  /** @type {Leak[]} */
  const leaks = []
  const decoder = new TextDecoder()
  let rest = ''
  let line = 0
  const look = (/** @type {string} */ text) => {
    line += 1
    if (leaks.length < mostLeaks && pattern.test(text)) leaks.push({ place, line, text: withoutSecrets(text, pattern) })
  }
  return {
    read: (chunk) => {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const text of lines) look(text)
      // Without an end the line is searched in parts, which overlap by more than any secret's beginning.
      while (rest.length > longestLine) {
        look(rest.slice(0, longestLine))
        rest = rest.slice(longestLine - 1_024)
      }
    },
    end: () => {
      if (rest !== '') look(rest)
      return leaks
    },
  }
}

/**
 * What tests left in files since a moment: reports and logs, of any depth.
 * @param {string} marker
 * @param {string} directory
 * @param {number} sinceMs
 * @returns {readonly Leak[]}
 */
export function leaksInFiles(marker, directory, sinceMs) {
  return filesIn(directory)
    .filter((file) => readableFiles.test(file))
    .filter((file) => {
      const { mtimeMs, size } = statSync(file)
      return mtimeMs >= sinceMs && size <= largestFileBytes
    })
    .flatMap((file) => {
      const reader = openLeakReader(marker, file)
      reader.read(readFileSync(file))
      return reader.end()
    })
    .slice(0, mostLeaks)
}

/** @param {string} directory @returns {readonly string[]} */
function filesIn(directory) {
  try {
    const entries = readdirSync(directory, { withFileTypes: true, recursive: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

/**
 * The marker as it is, and in base64 wherever in the encoded text it stands: so a header of basic authentication, or of a
 * pull, shows it too.
 * @param {string} marker
 */
function leakPattern(marker) {
  const forms = [marker, ...[0, 1, 2].flatMap((offset) => encodedAt(marker, offset))]
  return new RegExp(forms.map((form) => form.replace(/[^\w]/g, '\\$&')).join('|'))
}

/**
 * The characters of base64 that the marker alone decides, with so many bytes (of three) before it.
 * @param {string} marker
 * @param {number} offset
 */
function encodedAt(marker, offset) {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(marker)])
  const whole = bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6))
  return [whole, whole.replaceAll('+', '-').replaceAll('/', '_')]
}

/** @param {string} text @param {RegExp} pattern */
function withoutSecrets(text, pattern) {
  const first = text.search(pattern)
  const shown = text.slice(Math.max(0, first - shownLength), first + shownLength)
  // What follows the marker, up to the next space or quote, is the rest of the secret.
  return shown.replace(new RegExp(`(?:${pattern.source})[^\\s"'\`]*`, 'g'), '[secret]').trim()
}
