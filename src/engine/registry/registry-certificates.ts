import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../transport/failed-connection'
import { readTlsFiles } from '../transport/tls-files'

/** What Docker's `certs.d` has for one registry, in PEM. */
export type RegistryCertificates = {
  /** Trusted beside Node's own. */
  readonly authorities: readonly string[]
  /** Shown to the registry where it asks who is there. */
  readonly own: readonly { readonly certificate: string; readonly key: string }[]
}

/** What there is for a registry by its name (`registry.example.com:5000`). */
export type CertificatesOf = (registry: string) => Promise<RegistryCertificates>

/** For registries that no certificate was put down for. */
export const noCertificates: RegistryCertificates = { authorities: [], own: [] }

/**
 * Reads the folders of registries in Docker's `certs.d`, by its rules: each `*.crt` is an authority, each `*.cert` with the
 * `*.key` of its name a certificate of one's own. Read anew for each connection, as they may have been renewed. Throws what
 * `readTlsFiles` does.
 */
export function readCertificatesIn(directories: readonly string[], nowMs: () => number): CertificatesOf {
  return async (registry) => {
    const found = await Promise.all(
      directories.map((directory) => readFolder(join(directory, folderName(registry)), nowMs())),
    )
    return { authorities: found.flatMap(({ authorities }) => authorities), own: found.flatMap(({ own }) => own) }
  }
}

/** Where Docker's engine and its clients look, with and without root. */
export function certificateDirectories(dockerConfigDirectory: string, personDirectory: string): readonly string[] {
  const own = [join(dockerConfigDirectory, 'certs.d'), join(personDirectory, '.config/docker/certs.d')]
  const { ProgramData: programData } = process.env
  if (process.platform === 'win32') return [...(programData ? [join(programData, 'docker/certs.d')] : []), ...own]
  return ['/etc/docker/certs.d', ...own]
}

/** Windows has no colons in names of folders. */
function folderName(registry: string): string {
  return process.platform === 'win32' ? registry.replaceAll(':', '') : registry
}

async function readFolder(folder: string, nowMs: number): Promise<RegistryCertificates> {
  const names = await namesIn(folder)
  const files = (ending: string): readonly string[] =>
    names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name))
  const authorities = files('.crt').map(async (ca) => {
    const read = await readTlsFiles({ ca, certificate: null, key: null }, nowMs)
    return read.ca ?? ''
  })
  const own = files('.cert').map(async (certificate) => {
    const key = certificate.replace(/\.cert$/, '.key')
    const read = await readTlsFiles({ ca: null, certificate, key }, nowMs)
    return { certificate: read.certificate ?? '', key: read.key ?? '' }
  })
  const read = await Promise.all([Promise.all(authorities), Promise.all(own)])
  return { authorities: read[0], own: read[1] }
}

/** A folder that is not there, or that this user may not open, holds nothing for them. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EINVAL'].includes(codeOf(error))) return []
    throw error
  }
}
