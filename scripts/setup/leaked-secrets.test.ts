import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leaksInFiles, openLeakReader } from './leaked-secrets.mjs'

// Not the marker of the tests: this file's own output is searched as well.
const marker = 'q7-marker'

function leaksIn(...chunks: readonly (string | Buffer)[]) {
  const reader = openLeakReader(marker, 'unit')
  for (const chunk of chunks) reader.read(Buffer.from(chunk))
  return reader.end()
}

test('a line that holds the marker is named by suite and number, and told without the secret', () => {
  expect(leaksIn('one\ntwo\nlogged in with q7-marker-of-ci, then\nfour\n')).toEqual([
    { place: 'unit', line: 3, text: 'logged in with [secret] then' },
  ])
  expect(leaksIn('nothing of it\n', 'and q7 marker')).toEqual([])
})

test('it is found across chunks, in a last line without an end, and in one that is very long', () => {
  expect(leaksIn('one\nq7-', 'mar', 'ker')).toMatchObject([{ line: 2 }])
  expect(leaksIn(`${'x'.repeat(200_000)}q7-marker${'y'.repeat(200_000)}\n`).length).toBeGreaterThan(0)
  const korean = Buffer.from('암호 q7-marker\n')
  expect(leaksIn(korean.subarray(0, 2), korean.subarray(2))).toMatchObject([{ text: '암호 [secret]' }])
})

test('it is found in base64 at any place of what was encoded, and by either alphabet', () => {
  for (const user of ['', 'a', 'ci', 'kim', 'lee.dy']) {
    const encoded = Buffer.from(`${user}:${marker}-of-ci`)
    expect(leaksIn(`Authorization: Basic ${encoded.toString('base64')}\n`)).toHaveLength(1)
    expect(leaksIn(`X-Registry-Auth: ${encoded.toString('base64url')}\n`)).toHaveLength(1)
  }
  expect(leaksIn(Buffer.from('ci:another word').toString('base64'))).toEqual([])
})

test('reports and logs are searched, at any depth, but none that an earlier run left', () => {
  const directory = mkdtempSync(join(tmpdir(), 'leaks-'))
  try {
    mkdirSync(join(directory, 'e2e/failed'), { recursive: true })
    const files = ['e2e/failed/app.log', 'report.json', 'old.log', 'picture.png'].map((name) => join(directory, name))
    for (const file of files) writeFileSync(file, `clean\n${marker}\n`)
    utimesSync(files[2] ?? '', 1, 1)
    const found = leaksInFiles(marker, directory, Date.now() - 60_000).map(
      ({ place, line }) => `${place}:${String(line)}`,
    )
    expect(found.sort()).toEqual([`${files[0] ?? ''}:2`, `${files[1] ?? ''}:2`])
    expect(leaksInFiles(marker, join(directory, 'nowhere'), 0)).toEqual([])
  } finally {
    rmSync(directory, { recursive: true })
  }
})
