import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readStatsAnswer } from './metrics-reading'

/** As Docker 20.10 answers with control groups v1, shortened. */
const answerOfV1 = {
  read: '2024-05-10T09:00:01.500Z',
  blkio_stats: {
    io_service_bytes_recursive: [
      { major: 8, minor: 0, op: 'Read', value: 4_096 },
      { major: 8, minor: 0, op: 'Write', value: 100 },
      { major: 8, minor: 16, op: 'Write', value: 23 },
      { major: 8, minor: 0, op: 'Total', value: 4_219 },
    ],
  },
  cpu_stats: { cpu_usage: { total_usage: 1_500 }, system_cpu_usage: 9_000, online_cpus: 2 },
  memory_stats: { usage: 1_000, limit: 4_000, stats: { total_inactive_file: 300, inactive_file: 1 } },
  networks: { eth0: { rx_bytes: 10, tx_bytes: 1 }, eth1: { rx_bytes: 5, tx_bytes: 2 } },
}

describe('readStatsAnswer', () => {
  test('reads an answer of control groups v1', () => {
    expect(readStatsAnswer(answerOfV1)).toEqual({
      atMs: Date.UTC(2024, 4, 10, 9, 0, 1, 500),
      cpuNs: 1_500,
      systemCpuNs: 9_000,
      processors: 2,
      memoryBytes: 700,
      memoryLimitBytes: 4_000,
      receivedBytes: 15,
      sentBytes: 3,
      readBytes: 4_096,
      writtenBytes: 123,
    })
  })

  test('reads one of v2, which spells operations and idle pages in another way', () => {
    const reading = readStatsAnswer({
      ...answerOfV1,
      blkio_stats: { io_service_bytes_recursive: [{ major: 8, minor: 0, op: 'read', value: 7 }] },
      memory_stats: { usage: 1_000, limit: 4_000, stats: { inactive_file: 400 } },
    })
    expect(reading).toMatchObject({ memoryBytes: 600, readBytes: 7, writtenBytes: 0 })
  })

  test('says of what is missing that it is not known, never that it is nothing', () => {
    expect(readStatsAnswer({ read: answerOfV1.read, blkio_stats: { io_service_bytes_recursive: null } })).toEqual({
      atMs: Date.UTC(2024, 4, 10, 9, 0, 1, 500),
      cpuNs: null,
      systemCpuNs: null,
      processors: null,
      memoryBytes: null,
      memoryLimitBytes: null,
      receivedBytes: null,
      sentBytes: null,
      readBytes: null,
      writtenBytes: null,
    })
  })

  test('counts more idle pages than are used as none, as docker stats does', () => {
    const memory = { usage: 100, stats: { inactive_file: 200 } }
    expect(readStatsAnswer({ ...answerOfV1, memory_stats: memory })?.memoryBytes).toBe(100)
  })

  test('counts the processors of an engine that only lists them', () => {
    const cpu = { cpu_usage: { total_usage: 1, percpu_usage: [1, 0, 0] }, system_cpu_usage: 1 }
    expect(readStatsAnswer({ ...answerOfV1, cpu_stats: cpu })?.processors).toBe(3)
  })

  test('is null for the zeros of a container that does not run', () => {
    expect(readStatsAnswer({ ...answerOfV1, read: '0001-01-01T00:00:00Z' })).toBeNull()
  })

  test('takes no number for a count that Docker could not count to', () => {
    const networks = { a: { rx_bytes: 1.7e308, tx_bytes: 1 }, b: { rx_bytes: 1.7e308, tx_bytes: 2 } }
    expect(readStatsAnswer({ ...answerOfV1, networks })).toMatchObject({ receivedBytes: null, sentBytes: 3 })
  })

  test('never throws, whatever comes, and gives counts that can be counted with', () => {
    const part = fc.oneof(fc.jsonValue(), fc.double(), fc.constant(null))
    const answer = fc.record(
      {
        read: fc.constantFrom('2024-05-10T09:00:00Z', 'x', 7),
        cpu_stats: fc.oneof(
          part,
          fc.record({ cpu_usage: part, system_cpu_usage: fc.double(), online_cpus: fc.double() }),
        ),
        memory_stats: fc.oneof(part, fc.record({ usage: fc.double(), limit: fc.double(), stats: part })),
        networks: fc.oneof(part, fc.dictionary(fc.string(), fc.oneof(part, fc.record({ rx_bytes: fc.double() })))),
        blkio_stats: fc.oneof(part, fc.record({ io_service_bytes_recursive: fc.oneof(part, fc.array(part)) })),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(answer, part), (value) => {
        for (const count of Object.values(readStatsAnswer(value) ?? {})) {
          expect(count === null || (Number.isFinite(count) && count >= 0)).toBe(true)
        }
      }),
    )
  })
})
