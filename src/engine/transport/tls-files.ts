import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { BerthError, type ErrorDetails } from '../../domain/berth-error'
import { reasonDetails } from '../../domain/error-reasons'
import type { TlsFiles } from '../../domain/settings'
import { codeOf } from './failed-connection'

/** What a TLS connection is made with, in PEM; `ca` null: what the system trusts. */
export type TlsMaterial = {
  readonly ca: string | null
  readonly certificate: string | null
  readonly key: string | null
}

const longestBytes = 1_000_000

/**
 * Reads the files anew, as they may have been renewed. Throws `certificate-file-unreadable`, `client-certificate-expired`,
 * `certificate-key-locked`, `certificate-key-mismatch`: each names the file.
 */
export async function readTlsFiles({ ca, certificate, key }: TlsFiles, nowMs: number): Promise<TlsMaterial> {
  const [caText, certificateText, keyText] = await Promise.all([readPem(ca), readPem(certificate), readPem(key)])
  if (ca !== null && caText !== null) certificateOf(ca, caText)
  if (certificate !== null && certificateText !== null) {
    const own = certificateOf(certificate, certificateText)
    if (Date.parse(own.validTo) < nowMs) {
      throw new BerthError('client-certificate-expired', { file: certificate, until: own.validTo })
    }
    if (key !== null && keyText !== null) expectPair(own, key, keyText)
  }
  return { ca: caText, certificate: certificateText, key: keyText }
}

async function readPem(file: string | null): Promise<string | null> {
  if (file === null) return null
  try {
    const { size } = await stat(file)
    if (size > longestBytes) throw unreadable(file, reasonDetails('file-too-large', { bytes: longestBytes }))
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof BerthError) throw error
    throw unreadable(file, codeOf(error) === 'ENOENT' ? reasonDetails('file-missing') : { reason: codeOf(error) })
  }
}

function certificateOf(file: string, text: string): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch {
    throw unreadable(file, reasonDetails('no-certificate-inside'))
  }
}

function expectPair(own: X509Certificate, file: string, text: string): void {
  let isPair: boolean
  try {
    isPair = own.checkPrivateKey(createPrivateKey(text))
  } catch (error) {
    if (/ENCRYPTED/.test(text)) throw new BerthError('certificate-key-locked', { file }, { cause: error })
    throw unreadable(file, reasonDetails('no-private-key-inside'))
  }
  if (!isPair) throw new BerthError('certificate-key-mismatch', { file })
}

function unreadable(file: string, reason: ErrorDetails): BerthError {
  return new BerthError('certificate-file-unreadable', { file, ...reason })
}
