import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TlsFiles } from '../../src/domain/settings'

/** A certificate with all that goes with it, as files. */
export type IssuedFiles = { readonly [Part in keyof TlsFiles]: string }

/** Something that issues certificates, of the tests' own. */
export type TestAuthority = {
  readonly ca: string
  /** For `127.0.0.1` and `localhost`, or the names given; `days` below zero: it has expired. */
  readonly issue: (name: string, options?: { readonly days?: number; readonly names?: string }) => IssuedFiles
}

/** Makes one in a directory. */
export function makeTestAuthority(directory: string): TestAuthority {
  mkdirSync(directory, { recursive: true })
  const [ca, caKey] = [join(directory, 'ca.pem'), join(directory, 'ca-key.pem')]
  makeKey(caKey)
  openssl('req', '-x509', '-new', '-key', caKey, '-subj', '/CN=test authority', '-days', '2', '-out', ca)
  return {
    ca,
    issue: (name, { days = 1, names = 'IP:127.0.0.1,DNS:localhost' } = {}) => {
      const [key, request, certificate, extensions] = ['key', 'request', 'certificate', 'extensions'].map((part) =>
        join(directory, `${name}-${part}.pem`),
      ) as [string, string, string, string]
      makeKey(key)
      writeFileSync(extensions, `subjectAltName=${names}\nextendedKeyUsage=serverAuth,clientAuth\n`)
      openssl('req', '-new', '-key', key, '-subj', `/CN=${name}`, '-out', request)
      const signing = ['-CA', ca, '-CAkey', caKey, '-CAcreateserial', '-extfile', extensions, '-days', String(days)]
      openssl('x509', '-req', '-in', request, ...signing, '-out', certificate)
      return { ca, certificate, key }
    },
  }
}

function makeKey(file: string): void {
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file)
}

function openssl(...words: readonly string[]): void {
  execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 30_000 })
}
