import { open, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { environmentFilePaths } from '../../domain/slots-file/environment-file-paths'
import type { RemarkCode } from '../../domain/slots-file/remark-catalog'
import { createRemarks, type Remark, type RemarkDetails } from '../../domain/slots-file/remark'
import type { Bundle } from '../../domain/slots-file/slots-file'
import { openBundle } from './parse-slots-file'

/** The files as they are on disk, or why they can't be published. */
export type LoadedBundle =
  { readonly kind: 'loaded'; readonly bundle: Bundle } | { readonly kind: 'faulty'; readonly faults: readonly Remark[] }

/** Largest compose or environment file, and all together: what is kept on the host stays small. */
const fileLimitBytes = 256 * 1_024
const bundleLimitBytes = 512 * 1_024

/**
 * Reads a compose file, the `.env` beside it and every `env_file` it names for any of its slots. A file outside the
 * compose file's folder, also by way of a link, is a fault: it would be published. `environment`: variables of the
 * publisher's own to take along; none unless asked for.
 */
export async function loadBundle(
  composeFile: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<LoadedBundle> {
  const folder = dirname(composeFile)
  const composeName = basename(composeFile)
  const compose = await readTextFile(folder, composeName, null, signal)
  if (compose.kind !== 'text') return { kind: 'faulty', faults: [remarkOf(composeName, compose)] }
  const dotEnv = await readTextFile(folder, '.env', folder, signal)
  if (dotEnv.kind === 'wrong' && dotEnv.code !== 'file-missing') {
    return { kind: 'faulty', faults: [remarkOf('.env', dotEnv)] }
  }
  const files: Readonly<Record<string, string>> = dotEnv.kind === 'text' ? { '.env': dotEnv.text } : {}
  const bundle: Bundle = { composeText: compose.text, composeName, files, environment }
  return addEnvironmentFiles(bundle, folder, signal)
}

/** A file that is not there is left out: whether that is a fault, the reading of the file tells, with its place. */
async function addEnvironmentFiles(bundle: Bundle, folder: string, signal: AbortSignal): Promise<LoadedBundle> {
  const opened = openBundle(bundle)
  if (opened.kind === 'faulty') return { kind: 'loaded', bundle }
  const remarks = createRemarks()
  const files: Record<string, string> = { ...bundle.files }
  let totalBytes = Buffer.byteLength(bundle.composeText) + Buffer.byteLength(files['.env'] ?? '')
  for (const { path, line, column, place } of environmentFilePaths(opened.source)) {
    if (Object.hasOwn(files, path)) continue
    const read = await readTextFile(folder, path, folder, signal)
    const at = { file: bundle.composeName, line, column, path: place }
    if (read.kind === 'text') {
      totalBytes += Buffer.byteLength(read.text)
      files[path] = read.text
    } else if (read.code !== 'file-missing')
      remarks.fault({ code: read.code, details: { file: path, ...read.details }, ...at })
    if (totalBytes > bundleLimitBytes) {
      remarks.fault({ code: 'file-too-large', details: { file: path, limit: bundleLimitBytes / 1_024 }, ...at })
      break
    }
  }
  const faults = remarks.faults()
  return faults.length > 0 ? { kind: 'faulty', faults } : { kind: 'loaded', bundle: { ...bundle, files } }
}

type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wrong'; readonly code: RemarkCode; readonly details: RemarkDetails }

/** Reads one file; `within` is the folder that it may not leave, null for the file that was named by hand. */
async function readTextFile(
  folder: string,
  path: string,
  within: string | null,
  signal: AbortSignal,
): Promise<FileText> {
  try {
    const real = await realpath(join(folder, path))
    if (within !== null && !real.startsWith((await realpath(within)) + sep)) return wrong('file-outside')
    // Before it is opened: opening a named pipe waits for its writer.
    const facts = await stat(real)
    if (!facts.isFile()) return wrong('file-unreadable', { reason: 'not a file' })
    if (facts.size > fileLimitBytes) return wrong('file-too-large', { limit: fileLimitBytes / 1_024 })
    return decode(await readAtMost(real, fileLimitBytes + 1, signal))
  } catch (error) {
    signal.throwIfAborted()
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return code === 'ENOENT' || code === 'ENOTDIR' ? wrong('file-missing') : wrong('file-unreadable', { reason: code })
  }
}

/** A file that grows while it is read is not read further than this. */
async function readAtMost(path: string, limitBytes: number, signal: AbortSignal): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(limitBytes)
    let length = 0
    for (;;) {
      signal.throwIfAborted()
      const { bytesRead } = await handle.read(buffer, length, limitBytes - length, length)
      length += bytesRead
      if (bytesRead === 0 || length === limitBytes) return buffer.subarray(0, length)
    }
  } finally {
    await handle.close()
  }
}

function decode(bytes: Buffer): FileText {
  if (bytes.length > fileLimitBytes) return wrong('file-too-large', { limit: fileLimitBytes / 1_024 })
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? wrong('file-not-text') : { kind: 'text', text }
  } catch {
    return wrong('file-not-text')
  }
}

function wrong(code: RemarkCode, details: RemarkDetails = {}): Extract<FileText, { kind: 'wrong' }> {
  return { kind: 'wrong', code, details }
}

function remarkOf(file: string, { code, details }: Extract<FileText, { kind: 'wrong' }>): Remark {
  return { code, details: { file, ...details }, file, line: 1, column: 1, path: '' }
}
