import { displayText } from '../../domain/display-text'
import type { LayerProgress } from '../../domain/deployment'
import { lenientNumber, lenientObject, lenientText } from './lenient-json'

const lineSchema = lenientObject({
  id: lenientText,
  status: lenientText,
  error: lenientText,
  errorDetail: lenientObject({ message: lenientText }),
  progressDetail: lenientObject({ current: lenientNumber, total: lenientNumber }),
})

/** The layers of a pull as its progress lines tell them. */
export type PullProgress = {
  /** One line of Docker's progress. Answers with Docker's error text where the line is one, else null. */
  readonly take: (line: unknown) => string | null
  /** In the order they were first named. */
  readonly layers: () => readonly LayerProgress[]
}

/** More layers than any image can have; lines about further ones are dropped. */
const mostLayers = 512

/** Begins with no layer known. */
export function createPullProgress(): PullProgress {
  const layers = new Map<string, LayerProgress>()
  return {
    take: (value) => {
      const line = lineSchema.parse(value)
      const error = line.errorDetail.message || line.error
      if (error !== '') return error
      const state = layerStates.get(line.status)
      const known = layers.get(line.id)
      if (state === undefined || line.id === '' || (known === undefined && layers.size >= mostLayers)) return null
      layers.set(line.id, layerAfter(known, displayText(line.id, 20), state, line.progressDetail))
      return null
    },
    layers: () => [...layers.values()],
  }
}

/** Docker's words for a layer; they are its protocol here, as progress has no code. */
const layerStates: ReadonlyMap<string, LayerProgress['state'] | 'downloaded'> = new Map([
  ['Pulling fs layer', 'waiting'],
  ['Waiting', 'waiting'],
  ['Downloading', 'downloading'],
  ['Verifying Checksum', 'downloaded'],
  ['Download complete', 'downloaded'],
  ['Extracting', 'extracting'],
  ['Pull complete', 'done'],
  ['Already exists', 'exists'],
])

function layerAfter(
  known: LayerProgress | undefined,
  id: string,
  state: LayerProgress['state'] | 'downloaded',
  detail: { readonly current: number; readonly total: number },
): LayerProgress {
  const totalBytes = Math.max(known?.totalBytes ?? 0, detail.total)
  const complete = { id, doneBytes: totalBytes, totalBytes }
  switch (state) {
    case 'waiting':
      return { id, state, doneBytes: 0, totalBytes }
    case 'downloading':
      return { id, state, doneBytes: Math.max(0, detail.current), totalBytes: Math.max(totalBytes, detail.current) }
    case 'downloaded':
      return { ...complete, state: 'downloading' }
    case 'extracting':
    case 'done':
    case 'exists':
      return { ...complete, state }
  }
}
