import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { processorShare, readDf, readMeminfo, readProcStat } from './machine-reading'

const stat = [
  'cpu  400 10 90 1000 100 0 5 5 50 0',
  'cpu0 200 5 45 500 50 0 2 3 25 0',
  'cpu1 200 5 45 500 50 0 3 2 25 0',
  'intr 1 2 3',
].join('\n')

describe('readProcStat', () => {
  test('counts waiting for disks as idle, and guests once', () => {
    expect(readProcStat(stat)).toEqual({ busy: 510, whole: 1_610, processors: 2 })
  })

  test('reads the short line of an old kernel, and knows no processors without their lines', () => {
    expect(readProcStat('cpu 1 2 3 4\n')).toEqual({ busy: 6, whole: 10, processors: null })
    expect(readProcStat('cpu 1 2\n')).toBeNull()
  })
})

test('memory is what could still be had, guessed where the kernel does not say', () => {
  const modern = 'MemTotal:       1000 kB\nMemFree:         100 kB\nMemAvailable:    600 kB\n'
  expect(readMeminfo(modern)).toEqual({ totalBytes: 1_024_000, availableBytes: 614_400 })
  const old = 'MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 50 kB\nCached: 200 kB\n'
  expect(readMeminfo(old)).toEqual({ totalBytes: 1_024_000, availableBytes: 358_400 })
  expect(readMeminfo('MemTotal: 1000 kB\n')).toBeNull()
})

describe('readDf', () => {
  test.each([
    ['/dev/sda1 1000 400 600 40% /var/lib/docker', { totalBytes: 1_024_000, freeBytes: 614_400 }],
    // More is used than others than root may use.
    ['/dev/sda1 1000 990 -10 101% /', { totalBytes: 1_024_000, freeBytes: 0 }],
    ['//nas/share of all 1000 400 600 40% /mnt/with space', { totalBytes: 1_024_000, freeBytes: 614_400 }],
  ])('%s', (line, disk) => {
    expect(readDf(`Filesystem 1024-blocks Used Available Capacity Mounted on\n${line}\n`)).toEqual(disk)
  })

  test('knows nothing of a path that is not there, or of a file system without size', () => {
    expect(readDf('Filesystem 1024-blocks Used Available Capacity Mounted on\n')).toBeNull()
    expect(readDf('proc 0 0 0 - /proc')).toBeNull()
    expect(readDf('')).toBeNull()
  })
})

test('whatever a host prints, nothing throws, and numbers are in their bounds', () => {
  const word = fc.constantFrom(
    'cpu',
    'cpu0',
    ' ',
    '\n',
    '\t',
    'MemTotal:',
    'MemFree:',
    ' kB',
    '12',
    '-3',
    '9e9',
    '%',
    '/',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
  )
  fc.assert(
    fc.property(text, text, (first, second) => {
      const [before, now] = [readProcStat(first), readProcStat(second)]
      const share = processorShare(before, now)
      expect(share === null || (share >= 0 && share <= 1)).toBe(true)
      const memory = readMeminfo(first)
      expect(memory === null || memory.availableBytes <= memory.totalBytes).toBe(true)
      const disk = readDf(first)
      expect(disk === null || (disk.totalBytes > 0 && disk.freeBytes >= 0)).toBe(true)
    }),
  )
})

test('the share of processors needs two readings, in their order', () => {
  const before = { busy: 100, whole: 1_000, processors: 2 }
  expect(processorShare(before, { busy: 150, whole: 1_200, processors: 2 })).toBe(0.25)
  expect(processorShare(null, before)).toBeNull()
  expect(processorShare(before, before)).toBeNull()
  expect(processorShare(before, { busy: 10, whole: 50, processors: 2 })).toBeNull()
})
