import { isAbsolute, join } from 'node:path'
import { displayText } from '../../../../domain/display-text'
import type { ConfigLine } from './config-line'
import { invalidSetting, unsupportedSetting } from './config-line'

/** What the signs of ssh_config stand for: `%d` and so on, and `${NAME}` of the environment. */
export type PathTokens = {
  /** By letter. */
  readonly letters: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly homeDirectory: string
}

/** A setting's text with its `%` signs filled in. `ssh-config-unsupported` for one that Berth doesn't know. */
export function fillLetters(text: string, letters: PathTokens['letters'], line: ConfigLine): string {
  return text.replace(/%(.?)/g, (sign, letter: string) => {
    const value = letter === '%' ? '%' : letters[letter]
    if (value === undefined) throw unsupportedSetting(line, `${line.keyword} ${sign}`)
    return value
  })
}

/** The path that a setting means: signs and environment filled in, `~` the home directory, relative to the working directory. */
export function settingPath(text: string, tokens: PathTokens, line: ConfigLine): string {
  const filled = fillLetters(text, tokens.letters, line).replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = tokens.environment[name]
    if (value === undefined) throw invalidSetting(line, 'variable-missing', { name: displayText(name, 60) })
    return value
  })
  if (filled === '~') return tokens.homeDirectory
  if (/^~[\\/]/.test(filled)) return join(tokens.homeDirectory, filled.slice(2))
  if (filled.startsWith('~')) throw unsupportedSetting(line, `${line.keyword} ${filled}`)
  // A graphical program has no working directory that a person would know of.
  return isAbsolute(filled) || filled.startsWith('\\\\') ? filled : join(tokens.homeDirectory, filled)
}
