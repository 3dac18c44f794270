import { performance } from 'node:perf_hooks'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupLine, type GroupState, longestGroup, noGroup } from './log-group'

/** The heads among lines of one container, by their index; times in milliseconds stand beside the texts. */
function headsOf(lines: readonly (readonly [text: string, atMs: number])[]): readonly number[] {
  let state = noGroup
  return lines.flatMap(([text, atMs], index) => {
    state = groupLine(state, text, atMs)
    return state.lines === 1 ? [index] : []
  })
}

const javaTrace = [
  'java.io.IOException: broken',
  '\tat com.shop.Main.main(Main.java:3)',
  'Caused by: x.Y: z',
  '\t... 3 more',
]
const pieces = [
  ...javaTrace,
  'Traceback (most recent call last):',
  '  File "/app/a.py", line 1, in <module>',
  '    a()',
  'KeyError: 1',
  '',
  'During handling of the above exception, another exception occurred:',
  'panic: x',
  'goroutine 1 [running]:',

  'main.main()',
  '{',
  '  "a": 1',
  '}',
  '/app/a.js:1',
  '    ^',
  'ERROR x',
  'INFO y:',
  '  ',
  '***************',
  'plain',
  '\u001b[31mERROR\u001b[0m',
  'GET / 200 in 1ms',
  '{"level":"error"}',
]
const line = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 30 }))

describe('groups', () => {
  test('a frame belongs to what stands before it however long that took, a mere indentation only at once', () => {
    expect(
      headsOf([
        ['failed', 0],
        ['\tat com.shop.Main.main(Main.java:3)', 4_000],
      ]),
    ).toEqual([0])
    expect(
      headsOf([
        ['steps', 0],
        ['  one', 900],
        ['  two', 1_800],
      ]),
    ).toEqual([0])
    expect(
      headsOf([
        ['steps', 0],
        ['  one', 1_100],
      ]),
    ).toEqual([0, 1])
    expect(
      headsOf([
        ['failed', 0],
        ['\tat com.shop.Main.main(Main.java:3)', 3_600_000],
      ]),
    ).toEqual([0, 1])
  })

  test('a trace makes its head an error where that told no level, and leaves it alone where it did', () => {
    const levelAfter = (texts: readonly string[]): string =>
      texts.reduce((state: GroupState, text) => groupLine(state, text, 0), noGroup).level
    expect(levelAfter(['could not warm the cache', '\tat com.shop.Main.main(Main.java:3)'])).toBe('error')
    expect(levelAfter(['WARN could not warm the cache', '\tat com.shop.Main.main(Main.java:3)'])).toBe('warn')
    expect(levelAfter(['steps', '  one'])).toBe('none')
  })

  test('what runs on for ever is cut into groups that are bounded, of the same level', () => {
    let state = groupLine(noGroup, 'ERROR boom', 0)
    const lengths = [1]
    for (let count = 0; count < 3 * longestGroup; count += 1) {
      state = groupLine(state, '\tat com.shop.Main.loop(Main.java:3)', 0)
      expect(state.level).toBe('error')
      lengths.push(state.lines)
    }
    expect(Math.max(...lengths)).toBe(longestGroup)
    expect(lengths.filter((length) => length === 1)).toHaveLength(4)
  })

  test('containers that write at the same time do not change each other’s groups', () => {
    const streams = fc.array(fc.array(line, { maxLength: 12 }), { minLength: 2, maxLength: 3 })
    fc.assert(
      fc.property(streams, fc.infiniteStream(fc.nat()), (texts, turns) => {
        const alone = texts.map((own) => headsOf(own.map((text) => [text, 0])))
        const states = texts.map(() => noGroup)
        const heads: number[][] = texts.map(() => [])
        const read = texts.map(() => 0)
        for (let left = texts.flat().length; left > 0; left -= 1) {
          const open = texts.flatMap((own, stream) => ((read[stream] ?? 0) < own.length ? [stream] : []))
          const stream = open[(turns.next().value ?? 0) % open.length] ?? 0
          const at = read[stream] ?? 0
          states[stream] = groupLine(states[stream] ?? noGroup, texts[stream]?.[at] ?? '', 0)
          if (states[stream]?.lines === 1) heads[stream]?.push(at)
          read[stream] = at + 1
        }
        expect(heads).toEqual(alone)
      }),
    )
  })

  test('a state that was stored goes on as it was, and its head is never lost', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (texts) => {
        let live = noGroup
        let stored = noGroup
        for (const [index, text] of texts.entries()) {
          live = groupLine(live, text, index)
          stored = groupLine(JSON.parse(JSON.stringify(stored)) as GroupState, text, index)
          expect(stored).toEqual(live)
          expect(live.lines).toBeGreaterThan(0)
          expect(live.lines).toBeLessThanOrEqual(index + 1)
        }
      }),
    )
  })

  test('a hostile line takes no time worth speaking of, whatever it is made of', () => {
    const units = [
      '(',
      '[',
      ' ',
      '\t',
      'a.',
      'a/',
      '{"level":',
      '"level" ',
      '\u001b[',
      'at ',
      '1 ',
      'error ',
      'HTTP/1 ',
      '#1 ',
    ]
    for (const head of ['', 'panic: ', 'ERROR ', 'Traceback (most recent call last):']) {
      for (const unit of units) {
        const before = performance.now()
        let state = groupLine(noGroup, head, 0)
        for (let count = 0; count < 20; count += 1) state = groupLine(state, unit.repeat(200_000), 0)
        // 20 lines of up to 2 MB; a few milliseconds where nothing is quadratic.
        expect(performance.now() - before, `${head}${unit}`).toBeLessThan(2_000)
      }
    }
  })
})
