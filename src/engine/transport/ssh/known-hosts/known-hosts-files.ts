import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { BerthError } from '../../../../domain/berth-error'
import { fileFault, readSmallFile } from '../read-small-file'
import type { HostKey } from './host-key'
import { type KnownKey, readKnownHosts, writeKnownHost } from './known-hosts-line'

const fileLimitBytes = 8 * 1_048_576

/**
 * All keys of the files, in order; missing files hold none. `ssh-known-hosts-unusable` for one that can't be read: it might
 * say that the host's key is another, or revoked. `host` is for that error.
 */
export async function loadKnownHosts(files: readonly string[], host: string): Promise<readonly KnownKey[]> {
  const keys: KnownKey[] = []
  for (const file of new Set(files)) {
    const content = await readSmallFile(file, fileLimitBytes)
    if (content.kind === 'missing') continue
    if (content.kind !== 'read') throw new BerthError('ssh-known-hosts-unusable', { file, host, ...fileFault(content) })
    keys.push(...readKnownHosts(content.bytes.toString('utf8'), file))
  }
  return keys
}

/**
 * Keeps a host's key in a file of Berth's own, which is made with its folder, for this user alone. One write at the file's
 * end: of two programs that keep keys at once none loses the other's.
 */
export async function keepHostKey(file: string, name: string, key: HostKey): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    // A line of its own, though the last one may have been left without an end.
    const start = (await endsInLine(file)) ? '\n' : ''
    await appendFile(file, `${start}${writeKnownHost(name, key)}\n`, { mode: 0o600 })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new BerthError('ssh-known-hosts-unusable', { file, host: name, reason: code }, { cause })
  }
}

async function endsInLine(file: string): Promise<boolean> {
  const content = await readSmallFile(file, fileLimitBytes)
  return content.kind === 'read' && content.bytes.length > 0 && content.bytes.at(-1) !== 0x0a
}
