import { join } from 'node:path'
import { applyingSettings } from './applying-settings'
import { type ConfigLine, invalidSetting, type SettingKeyword, unsupportedSetting } from './config-line'
import { fillLetters, type PathTokens, settingPath } from './path-tokens'
import { durationOf, jumpsOf, methodsOf, portOf, switchOf, textOf } from './setting-values'
import type { AgentPlace, SshDestination, SshHost } from './ssh-host'

/** Who is at this machine, and where ssh keeps what on it. */
export type SshSurroundings = {
  readonly homeDirectory: string
  readonly localUser: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** Read in this order, the first value counts; usually `defaultConfigFiles`. */
  readonly configFiles: readonly string[]
}

/** A person's own ssh_config, and the system's. */
export function defaultConfigFiles(
  surroundings: Pick<SshSurroundings, 'homeDirectory' | 'environment' | 'platform'>,
): readonly string[] {
  return [join(surroundings.homeDirectory, '.ssh', 'config'), join(systemFolder(surroundings), 'ssh_config')]
}

function systemFolder({ environment, platform }: Pick<SshSurroundings, 'environment' | 'platform'>): string {
  return platform === 'win32' ? join(environment['ProgramData'] ?? 'C:\\ProgramData', 'ssh') : '/etc/ssh'
}

/**
 * All that is known of a host before it is spoken to. What is given with the name is stronger than ssh_config, and that
 * stronger than ssh's defaults; `jumps` stand in place of its ProxyJump and ProxyCommand, as ssh's `-J` does. Throws as
 * `applyingSettings` does, and `ssh-config-unsupported` for what Berth can't follow.
 */
export async function resolveSshHost(
  destination: SshDestination,
  surroundings: SshSurroundings,
  jumps: readonly SshDestination[] | null = null,
): Promise<SshHost> {
  const { name } = destination
  const { homeDirectory, localUser, configFiles } = surroundings
  const query = { name, user: destination.user, localUser, homeDirectory, files: configFiles }
  const settings = await applyingSettings(query)
  refuseUnsupported(settings, jumps !== null)
  const port = destination.port ?? configuredPort(settings) ?? 22
  const user = destination.user ?? textOf(settings, 'user')?.text ?? localUser
  const hostName = hostNameOf(settings, name)
  const alias = textOf(settings, 'hostkeyalias')?.text ?? null
  const letters = { d: homeDirectory, h: hostName, k: alias ?? name, n: name, p: String(port), r: user, u: localUser }
  const tokens = { letters, environment: surroundings.environment, homeDirectory }
  const identities = pathsOf(settings, 'identityfile', tokens)
  return {
    name,
    hostName,
    port,
    user,
    ...networkOf(settings),
    identityFiles: identities ?? defaultIdentities.map((file) => join(homeDirectory, '.ssh', file)),
    firstIdentity: null,
    identitiesOnly: switchOf(settings, 'identitiesonly', false),
    agent: agentOf(settings, tokens, surroundings),
    methods: methodsOf(settings),
    mayAsk: !switchOf(settings, 'batchmode', false),
    jumps: jumps ?? jumpsOf(settings),
    ...knownAs(alias, hostName, port),
    knownHostsFiles: knownHostsFiles(settings, tokens, surroundings),
    unknownKeys: textOf(settings, 'stricthostkeychecking')?.text.toLowerCase() === 'yes' ? 'known-only' : 'ask',
    connectTimeoutMs: timeoutOf(settings),
  }
}

/** As ssh looks for them; those for security keys are looked for so that an error can name them. */
const defaultIdentities = ['id_rsa', 'id_ecdsa', 'id_ecdsa_sk', 'id_ed25519', 'id_ed25519_sk']

/** Each would change whom Berth reaches, how it logs in or whom it trusts. The values listed switch it off. */
const unsupported: readonly (readonly [SettingKeyword, ...(readonly string[])])[] = [
  ['proxycommand', 'none'],
  ['certificatefile', 'none'],
  ['pkcs11provider', 'none'],
  ['securitykeyprovider', 'none', 'internal'],
  ['knownhostscommand', 'none'],
  ['revokedhostkeys', 'none'],
  ['bindinterface'],
  ['canonicalizehostname', 'no'],
]

function refuseUnsupported(settings: readonly ConfigLine[], hasOwnJumps: boolean): void {
  for (const [keyword, ...harmless] of unsupported) {
    const setting = textOf(settings, keyword)
    if (setting === null || harmless.includes(setting.text.toLowerCase())) continue
    // Of a command and a jump ssh takes what stands first; a jump that was given by hand comes before all of them.
    if (keyword === 'proxycommand' && (hasOwnJumps || isAfterJump(settings, setting.line))) continue
    throw unsupportedSetting(setting.line)
  }
}

function isAfterJump(settings: readonly ConfigLine[], line: ConfigLine): boolean {
  const jump = textOf(settings, 'proxyjump')
  return jump !== null && settings.indexOf(jump.line) < settings.indexOf(line)
}

function configuredPort(settings: readonly ConfigLine[]): number | null {
  const setting = textOf(settings, 'port')
  return setting === null ? null : portOf(setting.text, setting.line)
}

function timeoutOf(settings: readonly ConfigLine[]): number | null {
  const setting = textOf(settings, 'connecttimeout')
  return setting === null ? null : durationOf(setting.text, setting.line)
}

function hostNameOf(settings: readonly ConfigLine[], name: string): string {
  const setting = textOf(settings, 'hostname')
  return setting === null ? name : fillLetters(setting.text, { h: name }, setting.line)
}

function networkOf(settings: readonly ConfigLine[]): Pick<SshHost, 'addressFamily' | 'bindAddress'> {
  const family = textOf(settings, 'addressfamily')
  const bindAddress = textOf(settings, 'bindaddress')?.text ?? null
  if (family === null) return { addressFamily: null, bindAddress }
  switch (family.text.toLowerCase()) {
    case 'any':
      return { addressFamily: null, bindAddress }
    case 'inet':
      return { addressFamily: 4, bindAddress }
    case 'inet6':
      return { addressFamily: 6, bindAddress }
  }
  throw invalidSetting(family.line, 'not-an-address-family')
}

/** Null: nobody set it. `none` stands for no file at all. */
function pathsOf(
  settings: readonly ConfigLine[],
  keyword: SettingKeyword,
  tokens: PathTokens,
): readonly string[] | null {
  const all = settings.filter((setting) => setting.keyword === keyword)
  // Identities of all lines count together; of everything else the first line alone.
  const lines = keyword === 'identityfile' ? all : all.slice(0, 1)
  if (lines.length === 0) return null
  const paths = lines.flatMap((line) =>
    line.values.filter((text) => text.toLowerCase() !== 'none').map((text) => settingPath(text, tokens, line)),
  )
  return [...new Set(paths)]
}

function agentOf(
  settings: readonly ConfigLine[],
  tokens: PathTokens,
  { environment, platform }: SshSurroundings,
): AgentPlace {
  const usual = environment['SSH_AUTH_SOCK'] || (platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : '')
  const at = (path: string): AgentPlace => (path === '' ? { kind: 'none' } : { kind: 'at', path })
  const setting = textOf(settings, 'identityagent')
  if (setting === null || setting.text === 'SSH_AUTH_SOCK') return at(usual)
  if (setting.text.toLowerCase() === 'none') return { kind: 'none' }
  const variable = /^\$([A-Za-z_]\w*)$/.exec(setting.text)?.[1]
  return at(variable === undefined ? settingPath(setting.text, tokens, setting.line) : (environment[variable] ?? ''))
}

function knownAs(alias: string | null, hostName: string, port: number): Pick<SshHost, 'knownName' | 'fallbackName'> {
  const name = (alias ?? hostName).toLowerCase()
  if (alias !== null || port === 22) return { knownName: name, fallbackName: null }
  return { knownName: `[${name}]:${String(port)}`, fallbackName: name }
}

function knownHostsFiles(
  settings: readonly ConfigLine[],
  tokens: PathTokens,
  surroundings: SshSurroundings,
): readonly string[] {
  const below = (folder: string, ...names: readonly string[]): readonly string[] =>
    names.map((name) => join(folder, name))
  const own = below(join(surroundings.homeDirectory, '.ssh'), 'known_hosts', 'known_hosts2')
  const global = below(systemFolder(surroundings), 'ssh_known_hosts', 'ssh_known_hosts2')
  return [
    ...(pathsOf(settings, 'userknownhostsfile', tokens) ?? own),
    ...(pathsOf(settings, 'globalknownhostsfile', tokens) ?? global),
  ]
}
