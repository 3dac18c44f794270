import { firstSetting } from './applying-settings'
import { type ConfigLine, invalidSetting, type SettingKeyword } from './config-line'
import { readDestination } from './read-destination'
import type { LoginMethod, SshDestination } from './ssh-host'

type Settings = readonly ConfigLine[]

/** A setting's value and line; null where nobody set it. */
export function textOf(settings: Settings, keyword: SettingKeyword): { text: string; line: ConfigLine } | null {
  const line = firstSetting(settings, keyword)
  return line === undefined ? null : { text: line.values[0] ?? '', line }
}

/** A setting that is `yes` or `no`. */
export function switchOf(settings: Settings, keyword: SettingKeyword, otherwise: boolean): boolean {
  const setting = textOf(settings, keyword)
  if (setting === null) return otherwise
  switch (setting.text.toLowerCase()) {
    case 'yes':
    case 'true':
      return true
    case 'no':
    case 'false':
      return false
  }
  throw invalidSetting(setting.line, 'not-yes-or-no')
}

/** A TCP port. */
export function portOf(text: string, line: ConfigLine): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) throw invalidSetting(line, 'not-a-port')
  return port
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** A time as ssh writes it: `90`, `90s`, `1m30s`; null for `none` and 0, which mean the program's own. */
export function durationOf(text: string, line: ConfigLine): number | null {
  const lowered = text.toLowerCase()
  if (lowered === 'none') return null
  if (!/^(\d{1,6}[smhdw]?)+$/.test(lowered)) throw invalidSetting(line, 'not-a-time')
  const parts = [...lowered.matchAll(/(\d+)([smhdw]?)/g)]
  const durationMs = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit || 's'] ?? 0), 0)
  return durationMs === 0 ? null : durationMs
}

/** The jumps of a `ProxyJump`: `[user@]host[:port]` or `ssh://…`, commas between; `none` is none. */
export function jumpsOf(settings: Settings): readonly SshDestination[] {
  const setting = textOf(settings, 'proxyjump')
  if (setting === null || setting.text.toLowerCase() === 'none') return []
  return setting.text.split(',').map((written) => {
    const jump = readDestination(written)
    if (jump === null) throw invalidSetting(setting.line, 'not-a-jump')
    return jump
  })
}

const allMethods: readonly LoginMethod[] = ['publickey', 'keyboard-interactive', 'password']

/** The ways to log in that are not switched off, in the order that is preferred. */
export function methodsOf(settings: Settings): readonly LoginMethod[] {
  const keyboard = firstSetting(settings, 'kbdinteractiveauthentication') ?? oldKeyboardSetting(settings)
  const isOn: Readonly<Record<LoginMethod, boolean>> = {
    publickey: pubkeyIsOn(settings),
    'keyboard-interactive': keyboard === undefined || switchOf([keyboard], keyboard.keyword as SettingKeyword, true),
    password: switchOf(settings, 'passwordauthentication', true),
  }
  const preferred = textOf(settings, 'preferredauthentications')?.text.toLowerCase().split(',')
  const ordered = preferred?.flatMap((name) => allMethods.filter((method) => method === name.trim())) ?? allMethods
  return ordered.filter((method) => isOn[method])
}

function oldKeyboardSetting(settings: Settings): ConfigLine | undefined {
  return firstSetting(settings, 'challengeresponseauthentication') ?? firstSetting(settings, 'skeyauthentication')
}

function pubkeyIsOn(settings: Settings): boolean {
  const text = textOf(settings, 'pubkeyauthentication')?.text.toLowerCase()
  // These two only say how keys are bound to a host.
  if (text === 'unbound' || text === 'host-bound') return true
  return switchOf(settings, 'pubkeyauthentication', true)
}
