import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import type { LogChunk } from '../ports'
import { uselessAnswer } from './docker-failure'

/** Takes a log stream's bytes in any pieces. Throws where the engine reports an error in the stream, or the stream is none of Docker's. */
export type LogDecoder = (chunk: Uint8Array) => readonly LogChunk[]

const headerBytes = 8
const errorTextBytes = 4_096
const operation = 'read log'

/** The log of a container with a terminal: bytes as they are, all of them output. */
export function createRawDecoder(): LogDecoder {
  return (bytes) => [{ stream: 'stdout', bytes }]
}

/**
 * The multiplexed log: frames of a header (stream, three zeros, length in four bytes) and a payload. Payloads are
 * passed on as they come, cut anywhere, so nothing of a frame is kept but its header. Docker makes a frame of each line:
 * those of one stream that come together are passed on together, as all further steps cost by the piece.
 */
export function createFrameDecoder(): LogDecoder {
  const header = Buffer.alloc(headerBytes)
  let headerLength = 0
  let payloadLeft = 0
  let errorText: Buffer | null = null

  const takePayload = (payload: Uint8Array): LogChunk | null => {
    payloadLeft -= payload.length
    if (payloadLeft === 0) headerLength = 0
    if (header[0] !== systemError) return { stream: header[0] === 2 ? 'stderr' : 'stdout', bytes: payload }
    errorText = Buffer.concat([errorText ?? Buffer.alloc(0), payload]).subarray(0, errorTextBytes)
    if (payloadLeft > 0) return null
    throw new BerthError('docker-refused', { operation, reason: displayText(errorText.toString('utf8')), status: 200 })
  }

  return (chunk) => {
    const found = createRuns()
    for (let at = 0; at < chunk.length;) {
      if (headerLength < headerBytes) {
        const part = chunk.subarray(at, at + headerBytes - headerLength)
        header.set(part, headerLength)
        headerLength += part.length
        at += part.length
        if (headerLength === headerBytes) payloadLeft = payloadLength(header)
        if (headerLength === headerBytes && payloadLeft === 0) headerLength = 0
      } else {
        const payload = chunk.subarray(at, at + payloadLeft)
        at += payload.length
        const taken = takePayload(payload)
        if (taken !== null) found.add(taken)
      }
    }
    return found.end()
  }
}

type Runs = { readonly add: (chunk: LogChunk) => void; readonly end: () => readonly LogChunk[] }

/** Puts chunks of the same stream that follow each other together. */
function createRuns(): Runs {
  const runs: { readonly stream: LogChunk['stream']; readonly parts: Uint8Array[] }[] = []
  return {
    add: ({ stream, bytes }) => {
      const last = runs.at(-1)
      if (last?.stream === stream) last.parts.push(bytes)
      else runs.push({ stream, parts: [bytes] })
    },
    end: () => runs.map(({ stream, parts: [first, ...rest] }) => ({ stream, bytes: joined(first, rest) })),
  }
}

function joined(first: Uint8Array = new Uint8Array(0), rest: readonly Uint8Array[]): Uint8Array {
  return rest.length === 0 ? first : Buffer.concat([first, ...rest])
}

/** The engine's own voice in a log: an error after the answer had begun. */
const systemError = 3

function payloadLength(header: Buffer): number {
  const [stream = 0, first, second, third] = header
  if (stream > systemError || first !== 0 || second !== 0 || third !== 0) throw uselessAnswer(operation, 'frame-broken')
  return header.readUInt32BE(4)
}
