import { describe, expect, test } from 'vitest'
import { readDiskUse } from './disk-use'

describe('readDiskUse', () => {
  test('adds up what is there and what nobody uses, of shared layers only what is certain', () => {
    const use = readDiskUse({
      LayersSize: 1_000,
      Images: [
        { Size: 600, SharedSize: 100, Containers: 1 },
        { Size: 500, SharedSize: 100, Containers: 0 },
      ],
      Containers: [{ SizeRw: 30, State: 'running' }, { SizeRw: 20, State: 'exited' }, { State: 'created' }],
      Volumes: [{ UsageData: { Size: 7, RefCount: 1 } }, { UsageData: { Size: 5, RefCount: 0 } }, { UsageData: null }],
      BuildCache: [
        { Size: 40, InUse: true, Shared: false },
        { Size: 50, InUse: false, Shared: false },
        { Size: 60, InUse: false, Shared: true },
      ],
    })
    expect(use).toEqual({
      images: { count: 2, inUse: 1, totalBytes: 1_000, reclaimableBytes: 400 },
      containers: { count: 3, inUse: 1, totalBytes: 50, reclaimableBytes: 20 },
      volumes: { count: 3, inUse: 1, totalBytes: 12, reclaimableBytes: 5 },
      buildCache: { count: 3, inUse: 1, totalBytes: 90, reclaimableBytes: 50 },
    })
  })

  test('takes null for an empty list, and a missing one for not known', () => {
    const none = { count: 0, inUse: 0, totalBytes: 0, reclaimableBytes: 0 }
    expect(readDiskUse({ Images: null, Containers: [], BuildCache: null })).toEqual({
      images: none,
      containers: none,
      volumes: null,
      buildCache: none,
    })
  })

  test('what Docker did not count (-1) is nothing that could be given back', () => {
    const { images, volumes } = readDiskUse({
      LayersSize: 10,
      Images: [{ Size: 10, SharedSize: -1, Containers: -1 }],
      Volumes: [{ UsageData: { Size: -1, RefCount: -1 } }],
    })
    expect(images).toMatchObject({ inUse: 0, totalBytes: 10 })
    expect(volumes).toMatchObject({ totalBytes: 0, reclaimableBytes: 0 })
  })
})
