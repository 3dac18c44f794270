import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a client shows a server, and by what it knows the server; PEM. */
export type ClientCertificate = { readonly ca: Buffer; readonly cert: Buffer; readonly key: Buffer }

/** Runs the script that leads run, for a directory of its own. */
export function runReadOnlyScript(
  script: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
  workingDirectory: string,
): string {
  return execFileSync(script, words, {
    cwd: workingDirectory,
    env: { PATH: process.env['PATH'], ...settings },
    encoding: 'utf8',
    timeout: 60_000,
  })
}

/** A certificate as the script handed it out. */
export function readCertificate(folder: string): ClientCertificate {
  const read = (name: string): Buffer => readFileSync(join(folder, name))
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') }
}

/** One of the same authority whose time is over, or one that only a server may show. */
export function oddCertificate(directory: string, kind: 'expired' | 'server'): ClientCertificate {
  const folder = join(directory, `${kind}-only`)
  mkdirSync(folder)
  const authority = join(directory, 'authority')
  const settings = ['-config', join(authority, 'settings')]
  const [key, request, cert] = ['key.pem', 'request', 'cert.pem'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const times = kind === 'expired' ? ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z'] : []
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key)
  openssl('req', '-new', ...settings, '-key', key, '-subj', `/CN=${kind}`, '-out', request)
  const extensions = ['-extensions', kind === 'expired' ? 'client' : 'server']
  openssl('ca', '-batch', '-notext', ...settings, ...extensions, ...times, '-in', request, '-out', cert)
  return { ca: readFileSync(join(authority, 'ca.pem')), cert: readFileSync(cert), key: readFileSync(key) }
}

function openssl(...words: readonly string[]): void {
  execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 30_000 })
}
