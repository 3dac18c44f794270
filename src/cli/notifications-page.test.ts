import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseArguments } from './arguments'
import { cliTextsEn } from './cli-texts-en'
import { sentKinds } from '../domain/notice'
import { templatePlaceholders } from '../domain/notice-template'
import { signatureHeaders } from '../engine/notify/sign-notice'

const docs = join(import.meta.dirname, '../../docs')
const page = readFileSync(join(docs, 'notifications.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'berth-page-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Check = (headers: Readonly<Record<string, string>>, body: Buffer, secret: string, nowMs: number) => boolean

test('the page’s snippet takes what Berth signs, and nothing else', async () => {
  const file = join(folder, 'check.mjs')
  writeFileSync(file, /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '')
  const { isFromBerth } = (await import(file)) as { isFromBerth: Check }
  const body = '{"text":"이도윤"}'
  const nowMs = 1_717_900_000_000
  const signed = signatureHeaders(body, 's3cret', nowMs)
  const headers = Object.fromEntries(Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]))
  const check = (changes: Readonly<Record<string, string>>, sent = body, atMs = nowMs): boolean =>
    isFromBerth({ ...headers, ...changes }, Buffer.from(sent), 's3cret', atMs)
  expect(check({})).toBe(true)
  expect(check({}, `${body} `)).toBe(false)
  expect(check({ 'x-berth-timestamp': '1717900001' })).toBe(false)
  expect(check({ 'x-berth-signature': '' })).toBe(false)
  expect(check({}, body, nowMs + 301_000)).toBe(false)
})

test('the page names every event and every placeholder', () => {
  for (const kind of sentKinds) expect(page).toContain(`\`${kind}\``)
  for (const name of templatePlaceholders) expect(page).toContain(`\`{${name}}\``)
})

/** The commands of Berth in a text, a line each, with values for what the pipeline fills in. */
function commandsIn(text: string): readonly (readonly string[])[] {
  const whole = text.replace(/\\\n\s*/g, '')
  const lines = whole.split('\n').map((line) => line.trim().replace(/^- /, ''))
  return lines
    .filter((line) => line.startsWith('berth '))
    .map((line) => {
      const filled = line.replace(/ \d?<.*$/, '').replace(/"?\$\{?DEPLOY_HOST\}?"?/, 'ssh://deploy@seoul-1')
      const words = [...filled.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
      return words.slice(1).map((word) => word.replace(/\$\w+/g, 'sample'))
    })
}

test.each(['notifications.md', 'examples/Jenkinsfile', 'examples/gitlab-ci.yml', 'examples/github-workflow.yml'])(
  'the command line understands what %s has it do',
  (name) => {
    const commands = commandsIn(readFileSync(join(docs, name), 'utf8'))
    expect(commands.length).toBeGreaterThan(0)
    for (const words of commands) {
      expect(parseArguments(words, '1', cliTextsEn)).toMatchObject({ request: { kind: 'operate', yes: true } })
    }
  },
)

test.each(['gitlab-ci.yml', 'github-workflow.yml'])('%s is YAML with jobs that build and deploy', (name) => {
  const parsed = parse(readFileSync(join(docs, 'examples', name), 'utf8')) as Readonly<Record<string, unknown>>
  expect(parsed['jobs'] ?? parsed).toMatchObject({ build: expect.anything(), deploy: expect.anything() })
})
