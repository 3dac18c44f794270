import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../engine/system-clock'
import { createFakeClock } from '../testing/fake-clock'
import { openSecretLines } from './secret-lines'

const never = new AbortController().signal
let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'berth-secrets-'))))
afterAll(() => rmSync(folder, { recursive: true }))

function linesOf(content: string) {
  const file = join(folder, 'secrets')
  writeFileSync(file, content)
  return openSecretLines(openSync(file, 'r'), systemClock)
}

/** Both ends of a pipe in one descriptor. */
function openPipe(name: string): number {
  const pipe = join(folder, name)
  execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', pipe])
  return openSync(pipe, 'r+')
}

it('gives one line a question, in order, whoever asks at the same time, and then none', async () => {
  const lines = linesOf('first\r\n\n 세번째 \nlast')
  const asked = Array.from({ length: 5 }, () => lines.next(never))
  expect(await Promise.all(asked)).toEqual(['first', '', ' 세번째 ', 'last', null])
})

it('takes 4 KB a line and refuses more, also where the line never ends', async () => {
  expect(await linesOf(`${'x'.repeat(4_096)}\n`).next(never)).toHaveLength(4_096)
  const tooLong = { code: 'bad-request', data: { details: { reason: 'a line is longer than 4096 bytes' } } }
  await expect(linesOf(`${'x'.repeat(4_097)}\n`).next(never)).rejects.toMatchObject(tooLong)
  const descriptor = openPipe('endless')
  const lines = openSecretLines(descriptor, createFakeClock())
  writeSync(descriptor, 'x'.repeat(4_097))
  await expect(lines.next(never)).rejects.toMatchObject(tooLong)
})

it('refuses a descriptor that is not open, or is neither a pipe nor a file', () => {
  const refused = expect.objectContaining({ code: 'bad-request' })
  expect(() => openSecretLines(9_876, systemClock)).toThrow(refused)
  const device = openSync('/dev/null', 'r')
  expect(() => openSecretLines(device, systemClock)).toThrow(refused)
  closeSync(device)
})

it('waits for a pipe that has something, and a minute for one that stays silent', async () => {
  const descriptor = openPipe('silent')
  const clock = createFakeClock()
  const lines = openSecretLines(descriptor, clock)
  const first = lines.next(never)
  writeSync(descriptor, 'first\n')
  expect(await first).toBe('first')
  const late = lines.next(never)
  const told = expect(late).rejects.toMatchObject({
    code: 'bad-request',
    data: { details: { reason: 'no line came within 60 s' } },
  })
  await clock.advance(60_000)
  await told
})
