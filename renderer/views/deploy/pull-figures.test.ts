import { describe, expect, it } from 'vitest'
import type { LayerProgress } from '../../../src/domain/deployment'
import { summarizePulls } from './pull-figures'

const layer = (state: LayerProgress['state'], doneBytes: number, totalBytes: number): LayerProgress => ({
  id: `${state}${doneBytes}`,
  state,
  doneBytes,
  totalBytes,
})
const pull = (service: string, layers: readonly LayerProgress[], endedAtMs: number | null = null) => ({
  service,
  reference: service,
  layers: [...layers],
  startedAtMs: 1_000,
  endedAtMs,
})

describe('pulls in figures', () => {
  it('leave out what was on the host and take unpacked layers as arrived', () => {
    const api = pull('api', [layer('exists', 0, 0), layer('extracting', 10, 300), layer('downloading', 100, 200)])
    const summary = summarizePulls([api], 5_000)
    expect(summary.pulls[0]).toMatchObject({ doneBytes: 400, totalBytes: 500, ended: false, tookMs: null })
    expect(summary).toMatchObject({ layers: 3, layersOnHost: 1, bytesPerSecond: 100, leftMs: 1_000 })
  })

  it('tell no rate before there is one, and none when all is done', () => {
    expect(summarizePulls([pull('api', [layer('waiting', 0, 0)])], 9_000).bytesPerSecond).toBeNull()
    const ended = summarizePulls([pull('api', [layer('done', 5, 5)], 4_000)], 9_000)
    expect(ended).toMatchObject({ bytesPerSecond: null, leftMs: null })
    expect(ended.pulls[0]).toMatchObject({ tookMs: 3_000, totalBytes: 5 })
    expect(summarizePulls([], 9_000)).toMatchObject({ pulls: [], bytesPerSecond: null })
  })
})
