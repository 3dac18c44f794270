import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compileProgram } from './code-cache'

let folder: string
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'berth-code-')), 'cache')))
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const program = (result: string): string => `(() => { const answer = () => '${result}'; return answer() })()`

function run(source: string, command: string): { readonly answer: unknown; readonly wasKnown: boolean } {
  const { script, remember } = compileProgram(source, 'program.cjs', folder, command)
  const answer: unknown = script.runInThisContext()
  remember?.()
  return { answer, wasKnown: remember === null }
}

test('a command compiles once, and for nobody else to read', () => {
  expect(run(program('one'), 'board')).toEqual({ answer: 'one', wasKnown: false })
  expect(run(program('one'), 'board')).toEqual({ answer: 'one', wasKnown: true })
  expect(statSync(folder).mode & 0o077).toBe(0)
  const [file = ''] = readdirSync(folder)
  expect(statSync(join(folder, file)).mode & 0o077).toBe(0)
})

test('another program of the same length runs as itself, and leaves one file', () => {
  run(program('one'), 'board')
  expect(run(program('two'), 'board')).toEqual({ answer: 'two', wasKnown: false })
  expect(readdirSync(folder)).toHaveLength(1)
})

test('a file that is cut, flipped or foreign is not used', () => {
  run(program('one'), 'board')
  const file = join(folder, readdirSync(folder)[0] ?? '')
  const whole = readFileSync(file)
  const flipped = Buffer.from(whole)
  flipped[60] = (flipped[60] ?? 0) ^ 1
  for (const damaged of [whole.subarray(0, 50), flipped, Buffer.from('foreign'), Buffer.alloc(0)]) {
    writeFileSync(file, damaged)
    expect(run(program('one'), 'board')).toEqual({ answer: 'one', wasKnown: false })
  }
})

test('words that are no command’s name no files of their own', () => {
  for (const word of ['../../etc/passwd', '--version', '', '보드', 'x'.repeat(500)]) run(program('one'), word)
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^other-[0-9a-f]{16}\.bin$/)])
})

test('where nothing can be written the program runs all the same', () => {
  writeFileSync(folder, 'a file where the folder would be')
  expect(run(program('one'), 'board')).toEqual({ answer: 'one', wasKnown: false })
  expect(run(program('one'), 'board')).toEqual({ answer: 'one', wasKnown: false })
})
