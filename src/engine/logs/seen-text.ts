import { plainLine } from '../../domain/ansi-spans'
import type { LogChunk } from './log-chunk'

/** A row's text as it is seen, without escape sequences; see `plainLine`. */
export function seenText(chunk: LogChunk, index: number): string {
  return chunk.plainText(index) ?? plainLine(chunk.wholeText(index))
}
