import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { release } from 'node:os'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { machineCommand, readMachineOutput } from './machine-command'

test.runIf(process.platform === 'linux')('a machine says how it is, whatever stands in the path', () => {
  const run = (path: string) =>
    readMachineOutput(execFileSync('sh', ['-c', machineCommand(path)], { encoding: 'utf8', stdio: 'pipe' }))
  expect(run('/')).toEqual({
    kernel: release(),
    ticks: {
      busy: expect.any(Number) as number,
      whole: expect.any(Number) as number,
      processors: expect.any(Number) as number,
    },
    memory: { totalBytes: expect.any(Number) as number, availableBytes: expect.any(Number) as number },
    disk: { totalBytes: expect.any(Number) as number, freeBytes: expect.any(Number) as number },
  })
  expect(run('/')?.ticks?.processors).toBeGreaterThanOrEqual(availableParallelism())
  const elsewhere = run(`/nowhere'; echo "berth-machine end"; exit 0; '$(exit 3)`)
  expect(elsewhere).toMatchObject({ kernel: release(), disk: null })
})

test('what a login prints before and after is left out, and an answer that was cut off is none', () => {
  const answer = [
    'Welcome!',
    'berth-machine kernel',
    '6.1.0',
    'berth-machine stat',
    'cpu  1 0 1 8 0 0 0 0 0 0',
    'processors 4',
    'berth-machine meminfo',
    'MemTotal: 10 kB',
    'MemAvailable: 4 kB',
    'berth-machine df',
    'Filesystem 1024-blocks Used Available Capacity Mounted on',
    '/dev/sda1 100 40 60 40% /',
    'berth-machine end',
    'Bye',
  ]
  expect(readMachineOutput(answer.join('\r\n'))).toEqual({
    kernel: '6.1.0',
    ticks: { busy: 2, whole: 10, processors: 4 },
    memory: { totalBytes: 10_240, availableBytes: 4_096 },
    disk: { totalBytes: 102_400, freeBytes: 61_440 },
  })
  expect(readMachineOutput(answer.slice(0, -2).join('\n'))).toBeNull()
})

test('never throws, whatever a host prints', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom('kernel', 'stat', 'meminfo', 'df', 'end').map((part) => `berth-machine ${part}`),
  )
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      expect(() => readMachineOutput(lines.join('\n'))).not.toThrow()
    }),
  )
})
