import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { BerthError } from '../domain/berth-error'
import { readHostAddress } from '../domain/host-address'
import type { HostAccessSetting, TlsFiles } from '../domain/settings'
import type { AccessWish, TlsWish } from './cli-request'
import type { CliTexts } from './cli-texts'

type Environment = Readonly<Record<string, string | undefined>>

/** What a wish is about, for errors and for what belongs to the kind of address. */
export type WishedHost = { readonly command: string; readonly address: string; readonly texts: CliTexts }

/**
 * How a host is to be spoken to: as wished, else as it was. Files become absolute, as the settings outlive this working
 * directory. Throws `bad-request` for what does not belong to such an address or does not go together.
 */
export function wishedAccess(before: HostAccessSetting, wish: AccessWish, host: WishedHost): HostAccessSetting {
  refuseForeign(wish, host)
  const tls = wish.tls === undefined ? before.tls : wish.tls === null ? undefined : tlsFiles(wish.tls, host)
  const acceptsPlainText = wish.acceptsPlainText ?? before.acceptsPlainText ?? false
  if (wish.acceptsPlainText === true && tls !== undefined) refuse(host, host.texts.usage.tlsAndPlainText)
  const keyFile = wish.keyFile === undefined ? before.keyFile : absolute(wish.keyFile)
  const jumpHost = wish.jumpHost === undefined ? before.jumpHost : (wish.jumpHost ?? undefined)
  return {
    ...(tls !== undefined && { tls }),
    ...(acceptsPlainText && { acceptsPlainText }),
    ...(keyFile !== undefined && { keyFile }),
    ...(jumpHost !== undefined && { jumpHost }),
  }
}

/** Where nothing is said of TLS for a `tcp://` address: what Docker's own client would take from the environment. */
export function withDockerTls(wish: AccessWish, address: string, environment: Environment): AccessWish {
  const isWanted = (environment['DOCKER_TLS_VERIFY'] ?? '') !== '' && address.startsWith('tcp://')
  if (!isWanted || wish.tls !== undefined || wish.acceptsPlainText !== undefined) return wish
  const folder = environment['DOCKER_CERT_PATH'] || environment['DOCKER_CONFIG'] || join(homedir(), '.docker')
  return { ...wish, tls: { folder } }
}

/** An option that would have no effect is a mistake, and one about safety above all. */
function refuseForeign({ tls, acceptsPlainText, keyFile, jumpHost }: AccessWish, host: WishedHost): void {
  const kind = kindOf(host.address)
  const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== false
  if (kind !== 'tcp' && (isSaid(tls) || isSaid(acceptsPlainText))) refuse(host, host.texts.usage.onlyForTcp)
  const isForSsh = kind === 'ssh' || kind === 'name'
  if (!isForSsh && (isSaid(keyFile) || isSaid(jumpHost))) refuse(host, host.texts.usage.onlyForSsh)
}

/** A name may be one of ssh_config. An address that can't be read is told as that by whoever goes there. */
function kindOf(written: string): 'tcp' | 'ssh' | 'name' | 'other' {
  const address = readHostAddress(written.trim())
  if (typeof address === 'string') return written.includes('://') ? 'other' : 'name'
  return address.kind === 'tcp' || address.kind === 'ssh' ? address.kind : 'other'
}

const usualNames = { ca: 'ca.pem', certificate: 'cert.pem', key: 'key.pem' } as const

/** Files that are named have to be there where they are used; of a folder those that are in it count. */
function tlsFiles(wish: TlsWish, host: WishedHost): TlsFiles {
  const { folder } = wish
  const find = (part: keyof typeof usualNames): string | null => {
    const named = absolute(wish[part] ?? null)
    if (named !== undefined) return named
    const usual = folder === undefined ? null : resolve(folder, usualNames[part])
    return usual !== null && existsSync(usual) ? usual : null
  }
  const files = { ca: find('ca'), certificate: find('certificate'), key: find('key') }
  if (folder !== undefined && Object.values(files).every((file) => file === null)) {
    refuse(host, host.texts.usage.noTlsFiles(resolve(folder)))
  }
  if ((files.certificate === null) !== (files.key === null)) refuse(host, host.texts.usage.certificateWithoutKey)
  return files
}

function absolute(file: string | null): string | undefined {
  return file === null ? undefined : resolve(file)
}

function refuse({ command }: WishedHost, reason: string): never {
  throw new BerthError('bad-request', { field: command, reason })
}
