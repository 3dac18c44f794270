import { open } from 'node:fs/promises'
import type { ErrorDetails } from '../../../domain/berth-error'
import { reasonDetails } from '../../../domain/error-reasons'

/** What became of reading a file of limited size. `code` is the system's (`EACCES`, `EISDIR` …). */
export type SmallFile =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'missing' | 'not-a-file' }
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  | { readonly kind: 'unreadable'; readonly code: string }

/** Reads a file that a person keeps, never more than `limitBytes` of it. Throws nothing. */
export async function readSmallFile(path: string, limitBytes: number): Promise<SmallFile> {
  let file
  try {
    file = await open(path, 'r')
    const status = await file.stat()
    // A pipe in its place would be waited for, a device has no end.
    if (status.isCharacterDevice()) return { kind: 'read', bytes: Buffer.alloc(0) }
    if (!status.isFile()) return { kind: 'not-a-file' }
    if (status.size > limitBytes) return { kind: 'too-large', limitBytes }
    const bytes = Buffer.alloc(status.size)
    const { bytesRead } = await file.read(bytes, 0, status.size, 0)
    return { kind: 'read', bytes: bytes.subarray(0, bytesRead) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing' } : { kind: 'unreadable', code }
  } finally {
    await file?.close()
  }
}

/** Why a file was not read, as details with an error's `{reason}`. */
export function fileFault(file: Exclude<SmallFile, { kind: 'read' }>): ErrorDetails {
  switch (file.kind) {
    case 'missing':
      return reasonDetails('file-missing')
    case 'not-a-file':
      return reasonDetails('not-a-file')
    case 'too-large':
      return reasonDetails('file-too-large', { bytes: file.limitBytes })
    case 'unreadable':
      return { reason: file.code }
  }
}
