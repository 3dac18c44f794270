import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import type { LogStream } from '../../domain/log-line'
import type { Clock, LogChunk } from '../ports'
import { followContainer, type FollowTask, type LineSink } from './follow-container'
import { createPulse } from './pulse'

type Line = { readonly stream: LogStream; readonly second: number; readonly text: string }

const never = new AbortController().signal
const task: FollowTask = {
  containerId: 'c',
  startedAtMs: 1,
  introduction: null,
  tail: null,
  since: null,
  until: null,
  follow: true,
}
const impatient: Clock = { nowMs: () => 0, monotonicMs: () => 0, sleep: async () => undefined }
const stampOf = ({ second }: Line): string => `2024-05-10T09:${String(second).padStart(2, '0')}:00.000000007Z`
const bytesOf = (line: Line): Uint8Array => Buffer.from(`${stampOf(line)} ${line.text}\n`)

/** A log whose connection breaks after the given numbers of bytes, then is read to the end; then the container is gone. */
function breakingLog(log: readonly Line[], breaks: readonly number[]): Parameters<typeof followContainer>[1]['client'] {
  const left = [...breaks]
  let isRead = false
  return {
    observeContainer: async () => (isRead ? null : ({ status: 'running', startedAtMs: 1 } as never)),
    async *logs(_id, { since }): AsyncGenerator<LogChunk, void, undefined> {
      let room = left.shift() ?? Infinity
      for (const line of log) {
        if (since !== null && stampOf(line) < since) continue
        const bytes = bytesOf(line)
        yield { stream: line.stream, bytes: bytes.subarray(0, Math.min(room, bytes.length)) }
        room -= bytes.length
        if (room <= 0) throw new BerthError('host-unreachable', { address: 'x', reason: 'cut' })
      }
      isRead = true
    },
  }
}

async function follow(client: Parameters<typeof followContainer>[1]['client']): Promise<readonly string[]> {
  const texts: string[] = []
  const sink: LineSink = {
    lines: (lines) => {
      for (const { stream, text } of lines) texts.push(`${stream} ${text}`)
      return null
    },
    marker: (marker) => texts.push(`--- ${marker}`),
    problem: () => undefined,
  }
  await followContainer(task, { client, clock: impatient, pulse: createPulse(), sink }, never)
  return texts
}

describe('followContainer', () => {
  it('gives every line once however often the connection breaks, also many lines of one instant', async () => {
    const stream = fc.constantFrom<LogStream>('stdout', 'stdout', 'stderr')
    const drafts = fc.array(fc.record({ stream, later: fc.constantFrom(0, 0, 0, 1) }), { maxLength: 25 })
    const breaks = fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(drafts, breaks, async (lines, places) => {
        let second = 0
        const log = lines.map((line, index) => ({ ...line, second: (second += line.later), text: `line ${index % 3}` }))
        expect(await follow(breakingLog(log, places))).toEqual(log.map((line) => `${line.stream} ${line.text}`))
      }),
    )
  })

  it('keeps apart a last word without a line break and the first line of the next run', async () => {
    const runs = [
      `${stampOf({ stream: 'stdout', second: 1, text: '' })} dying word`,
      `${stampOf({ stream: 'stdout', second: 1, text: '' })} dying word${stampOf({ stream: 'stdout', second: 2, text: '' })} up again\n`,
    ]
    let startedAtMs = 1
    const container = { status: 'running', exitCode: null, finishedAtMs: 5 }
    const looks = [{ ...container, startedAtMs: (startedAtMs += 1) }, null]
    const client = {
      observeContainer: async () => looks.shift() as never,
      async *logs(): AsyncGenerator<LogChunk, void, undefined> {
        yield { stream: 'stdout', bytes: Buffer.from(runs.shift() ?? '') }
      },
    }
    expect(await follow(client)).toEqual(['stdout dying word', '--- exited', '--- started', 'stdout up again'])
  })

  it('reads again every few seconds where no live stream is to be had, says so, and loses and doubles nothing', async () => {
    const log: Line[] = []
    const problems: (string | null)[] = []
    const texts: string[] = []
    let isThere = true
    const client: Parameters<typeof followContainer>[1]['client'] = {
      observeContainer: async () => (isThere ? ({ status: 'running', startedAtMs: 1 } as never) : null),
      async *logs(_id, { follow: isLive, since }): AsyncGenerator<LogChunk, void, undefined> {
        if (isLive) throw new BerthError('streams-full', { address: 'x', limit: 0 })
        log.push({ stream: 'stdout', second: log.length, text: `line ${String(log.length)}` })
        if (log.length === 4) isThere = false
        for (const line of log) {
          if (since === null || stampOf(line) >= since) yield { stream: line.stream, bytes: bytesOf(line) }
        }
      },
    }
    const sink: LineSink = {
      lines: (lines) => (texts.push(...lines.map(({ text }) => text)), null),
      marker: () => undefined,
      problem: (problem) => problems.push(problem?.code ?? null),
    }
    await followContainer(task, { client, clock: impatient, pulse: createPulse(), sink }, never)
    expect(texts).toEqual(['line 0', 'line 1', 'line 2', 'line 3'])
    expect(new Set(problems)).toEqual(new Set(['streams-full']))
  })
})
