import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { VersionView } from '../contract/shell-contract'
import { newerThan, releaseFileName, releaseFileSchema } from '../domain/release-file'
import { readReleasesAddress } from '../domain/releases-address'
import { pendingWork } from '../testing/fake-clock'
import type { AskReleases, ReleasesAnswer } from './find-published'
import { VersionCheck } from './version-check'

const folder = 'https://packages.example.com/berth/'
const file = (version: string): ReleasesAnswer => ({
  kind: 'file',
  text: `version: ${version}\nfiles:\n  - url: Berth.AppImage\n    sha512: abc\n    size: 5\npath: Berth.AppImage\nreleaseDate: '2026-03-02T10:00:00.000Z'\n`,
})

function open(ask: AskReleases) {
  const told: VersionView[] = []
  const folders: (string | null)[] = []
  const due: (() => void)[] = []
  const check = new VersionCheck({
    running: '0.1.0',
    file: 'latest-linux.yml',
    ask,
    nowMs: () => 1_000,
    later: (delayMs, work) => {
      expect(delayMs).toBe(24 * 60 * 60_000)
      due.push(work)
    },
    tell: (view) => told.push(view),
    onFolder: (named) => folders.push(named),
  })
  return { check, told, folders, nextDay: () => due.shift()?.() }
}

test('without an address nobody is asked; with one at the start, on a change of it, and once a day', async () => {
  const asked: string[] = []
  const { check, told, folders, nextDay } = open(async (address) => {
    asked.push(address)
    return file('0.2.0')
  })
  check.start()
  check.start()
  await pendingWork()
  expect([asked, told]).toEqual([[], []])
  check.setAddress('https://packages.example.com/berth')
  await vi.waitFor(() => expect(folders).toHaveLength(2))
  check.setAddress('https://packages.example.com/berth')
  nextDay()
  await vi.waitFor(() => expect(folders).toHaveLength(3))
  expect(asked).toEqual([`${folder}latest-linux.yml`, `${folder}latest-linux.yml`])
  expect(folders.at(-1)).toBe(folder)
  expect(told.at(-1)).toEqual({
    running: '0.1.0',
    newer: { version: '0.2.0', releasedAtMs: Date.UTC(2026, 2, 2, 10) },
    asked: { kind: 'answered', atMs: 1_000 },
  })
  check.setAddress('')
  expect([check.view().newer, folders.at(-1)]).toEqual([null, null])
})

test('the answer of an address that was changed meanwhile is nobody’s', async () => {
  const answers: ((answer: ReleasesAnswer) => void)[] = []
  const { check, folders } = open(() => new Promise((resolve) => answers.push(resolve)))
  check.start()
  check.setAddress('https://a.example.com')
  check.setAddress('https://b.example.com')
  answers[1]?.(file('0.1.0'))
  await vi.waitFor(() => expect(folders).toHaveLength(3))
  answers[0]?.(file('0.9.0'))
  await pendingWork()
  expect(check.view()).toMatchObject({ newer: null, asked: { kind: 'answered' } })
  expect(folders).toEqual([null, null, 'https://b.example.com/'])
})

test.each<[string, ReleasesAnswer | Error, string]>([
  ['a status', { kind: 'status', status: 404 }, 'update-refused'],
  ['too much', { kind: 'too-large' }, 'update-unreadable'],
  ['no version', { kind: 'file', text: 'path: x' }, 'update-unreadable'],
  ['a version that is a page', file('1.0.0<script>'), 'update-unreadable'],
  ['what is nested without end', { kind: 'file', text: '['.repeat(60_000) }, 'update-unreadable'],
  ['a bomb of aliases', { kind: 'file', text: 'a: &a [x]\nb: *a\nversion: 1.0.0' }, 'update-unreadable'],
  ['another scheme', { kind: 'redirect', to: 'http://packages.example.com/latest-linux.yml' }, 'update-led-away'],
  ['a file of this machine', { kind: 'redirect', to: 'file:///etc/passwd' }, 'update-led-away'],
  ['a circle', { kind: 'redirect', to: `${folder}latest-linux.yml` }, 'update-led-away'],
  ['no way', new Error('net::ERR_NAME_NOT_RESOLVED'), 'update-unreachable'],
])(
  '%s is an error, what was known before stays, and its folder can’t be opened for it',
  async (_what, answer, code) => {
    const { check, folders } = open(async () => {
      if (answer instanceof Error) throw answer
      return answer
    })
    check.setAddress(folder)
    expect(await check.ask()).toMatchObject({ newer: null, asked: { kind: 'failed', error: { code } } })
    expect(folders).toEqual([null])
  },
)

test('a redirect to another https address is followed, with the query that stores of files give it', async () => {
  const asked: string[] = []
  const there = 'https://files.example.net/a/latest-linux.yml?token=5'
  const { check } = open(async (address) => {
    asked.push(address)
    return address === there ? file('0.2.0') : { kind: 'redirect', to: there }
  })
  check.setAddress(folder)
  expect((await check.ask()).newer?.version).toBe('0.2.0')
  expect(asked).toEqual([`${folder}latest-linux.yml`, there])
})

test('an address is a folder by https, or of this machine', () => {
  expect(readReleasesAddress(' ')).toEqual({ kind: 'none' })
  expect(readReleasesAddress('http://127.0.0.1:8000/x')).toEqual({ kind: 'good', folder: 'http://127.0.0.1:8000/x/' })
  const refused = [
    'http://a.example.com/',
    'https://me:secret@a.example.com/',
    'https://a.example.com/?x=1',
    'ftp://a/',
  ]
  expect(refused.map((text) => readReleasesAddress(text))).toEqual(
    ['not-https', 'has-password', 'has-query', 'not-an-address'].map((reason) => ({ kind: 'bad', reason })),
  )
})

test('each platform has the file that electron-builder writes for it', () => {
  expect(releaseFileName('darwin', 'arm64')).toBe('latest-mac.yml')
  expect(releaseFileName('win32', 'x64')).toBe('latest.yml')
  expect(releaseFileName('linux', 'x64')).toBe('latest-linux.yml')
  expect(releaseFileName('linux', 'arm64')).toBe('latest-linux-arm64.yml')
})

test('of any two versions at most one is newer, numbers count by their value, and only versions are read', () => {
  const number = fc.nat({ max: 999_999_999 })
  const version = fc
    .tuple(number, number, number, fc.constantFrom('', '-rc.1', '-rc.2', '+5'))
    .map(([major, minor, patch, rest]) => ({ parts: [major, minor, patch], text: `${major}.${minor}.${patch}${rest}` }))
  const isNewer = (running: string, text: string): boolean =>
    newerThan(running, { version: text, releasedAtMs: null }) !== null
  fc.assert(
    fc.property(version, version, (a, b) => {
      expect(releaseFileSchema.safeParse({ version: a.text }).success).toBe(true)
      expect(isNewer(a.text, a.text)).toBe(false)
      expect(isNewer(a.text, b.text) && isNewer(b.text, a.text)).toBe(false)
      const at = a.parts.findIndex((part, index) => part !== b.parts[index])
      if (at !== -1) expect(isNewer(a.text, b.text)).toBe((b.parts[at] ?? 0) > (a.parts[at] ?? 0))
    }),
  )
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      const read = releaseFileSchema.safeParse({ version: anything })
      if (read.success) expect(read.data.version).toMatch(/^\d+\.\d+\.\d+[0-9A-Za-z.+-]*$/)
    }),
  )
})
