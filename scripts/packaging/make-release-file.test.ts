import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findPublished } from '../../src/shell/find-published'
import { makeReleaseFile } from './make-release-file.mjs'

test('what is written beside the packages is what Berth asks for; without a package there is nothing to say', async () => {
  const output = mkdtempSync(join(tmpdir(), 'berth-release-file-'))
  try {
    expect(makeReleaseFile(output, '0.2.0', 'latest-linux.yml')).toBeNull()
    writeFileSync(join(output, 'Berth-0.2.0-linux-x64.tar.gz'), 'packed')
    const file = makeReleaseFile(output, '0.2.0', 'latest-linux.yml')
    expect(file).toBe(join(output, 'latest-linux.yml'))
    const text = readFileSync(file ?? '', 'utf8')
    expect(text).toContain('url: Berth-0.2.0-linux-x64.tar.gz')
    const signal = new AbortController().signal
    const published = await findPublished(
      'https://a.example.com/',
      'latest-linux.yml',
      async () => ({ kind: 'file', text }),
      signal,
    )
    expect(published.version).toBe('0.2.0')
    expect(published.releasedAtMs).not.toBeNull()
  } finally {
    rmSync(output, { recursive: true })
  }
})
