import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../system-clock'
import { LogStore } from './log-store'
import { saveRows } from './save-rows'
import { searchRows } from './search-rows'

const never = new AbortController().signal

function storeOf(...texts: readonly string[]): LogStore {
  const store = new LogStore()
  texts.forEach((text, number) => store.append({ atMs: number * 1_000, service: number % 2, kind: 0, text }))
  return store
}

describe('searchRows', () => {
  it('finds literal text in any case as it is seen, oldest row first', async () => {
    const store = storeOf('GET /a.b', 'get /aXb', '\u001b[31mG\u001b[0mET /A.B', '한글 GET')
    const matches = await searchRows(store, 'get /A.b', systemClock, never)
    expect(matches).toEqual({ rows: Float64Array.from([0, 2]), total: 2 })
    expect((await searchRows(store, '한글', systemClock, never)).total).toBe(1)
  })

  it('names the newest 10,000 rows and counts all', async () => {
    const store = storeOf(...Array.from({ length: 12_000 }, () => 'hit'))
    const { rows, total } = await searchRows(store, 'HIT', systemClock, never)
    expect(total).toBe(12_000)
    expect([rows.length, rows[0], rows.at(-1)]).toEqual([10_000, 2_000, 11_999])
  })

  it('lets others run in between and stops when cancelled', async () => {
    const store = storeOf(...Array.from({ length: 100_000 }, (_, number) => `line ${number} ${'.'.repeat(200)}`))
    const cancel = new AbortController()
    let longestMs = 0
    let lastMs = performance.now()
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - lastMs)
      lastMs = performance.now()
    }, 1)
    expect((await searchRows(store, 'line 7', systemClock, cancel.signal)).total).toBe(11_111)
    clearInterval(timer)
    expect(longestMs).toBeGreaterThan(0)
    const cancelled = searchRows(store, 'x', systemClock, cancel.signal)
    cancel.abort(new Error('enough'))
    await expect(cancelled).rejects.toThrow('enough')
  })
})

describe('saveRows', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'berth-save-'))
  })
  afterEach(async () => rm(folder, { recursive: true }))

  it('writes time, service and plain text, in place of an older file', async () => {
    const file = join(folder, 'dev1.log')
    await writeFile(file, 'old')
    const store = storeOf('\u001b[32mup\u001b[0m\u0000', '')
    store.append({ atMs: 5, service: 0, kind: 2, text: 'exited\t1' })
    expect(await saveRows(store.rowsHeld(), ['api', 'web'], file, never)).toBe(3)
    expect(await readFile(file, 'utf8')).toBe(
      '1970-01-01T00:00:00.000Z api up\n1970-01-01T00:00:01.000Z web \n1970-01-01T00:00:00.005Z api --- exited 1 ---\n',
    )
    expect(await readdir(folder)).toEqual(['dev1.log'])
  })

  it('leaves what was there and nothing else when it fails or is cancelled', async () => {
    const file = join(folder, 'dev1.log')
    await writeFile(file, 'old')
    const failing = saveRows(storeOf('a').rowsHeld(), ['api'], join(folder, 'missing', 'x.log'), never)
    await expect(failing).rejects.toMatchObject({ code: 'save-failed', data: { details: { reason: 'ENOENT' } } })
    const cancelled = saveRows(storeOf('a').rowsHeld(), ['api'], file, AbortSignal.abort(new Error('enough')))
    await expect(cancelled).rejects.toThrow('enough')
    expect(await readFile(file, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['dev1.log'])
  })
})
