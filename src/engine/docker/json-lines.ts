import { StringDecoder } from 'node:string_decoder'
import { uselessAnswer } from './docker-failure'

/** Takes a stream's bytes in any pieces and gives the values of its finished lines. Throws on a line that is not JSON or too long. */
export type JsonLines = (chunk: Uint8Array) => readonly unknown[]

/** For Docker's progress and event streams: one JSON value a line; empty lines are skipped. */
export function createJsonLines(operation: string, lineLimit: number): JsonLines {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return (chunk) => {
    const lines = (rest + decoder.write(Buffer.from(chunk))).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > lineLimit) throw uselessAnswer(operation, 'line-without-end')
    return lines.filter((line) => line.trim() !== '').map((line) => parseLine(line, operation))
  }
}

function parseLine(line: string, operation: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    throw uselessAnswer(operation, 'line-not-json')
  }
}
