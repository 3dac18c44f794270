import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import type { ReadStream, WriteStream } from 'node:tty'

/** One of the two places text goes to. */
export type TextOutput = {
  /** Resolves when the text is out; at once where the reader is gone. */
  readonly write: (text: string) => Promise<void>
  readonly isTerminal: boolean
  /** Whether colours may be used: on a terminal that wants them. */
  readonly hasColors: boolean
  /** Columns of the terminal; null elsewhere. */
  readonly width: () => number | null
}

/** Results, progress, and the person. */
export type CliOutput = {
  readonly results: TextOutput
  readonly progress: TextOutput
  /** Aborted when whoever reads the results has gone (`berth logs … | head`). */
  readonly resultsClosed: AbortSignal
  /** Asks for a yes; null where nobody can be asked. */
  readonly ask: ((question: string, signal: AbortSignal) => Promise<boolean>) | null
}

type Streams = {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}
type Environment = Readonly<Record<string, string | undefined>>

/** The process's own streams: results on standard output, everything else on standard error. */
export function createOutput({ stdin, stdout, stderr }: Streams, environment: Environment): CliOutput {
  const closed = new AbortController()
  const results = createTextOutput(stdout, environment, () => closed.abort())
  const progress = createTextOutput(stderr, environment, () => undefined)
  const canAsk = stdin.isTTY && stderr.isTTY
  return {
    results,
    progress,
    resultsClosed: closed.signal,
    ask: canAsk ? (question, signal) => ask(stdin, stderr, question, signal) : null,
  }
}

function createTextOutput(stream: NodeJS.WriteStream, environment: Environment, onClosed: () => void): TextOutput {
  let isOpen = true
  // A reader that leaves early is no error of ours: the rest is simply not written.
  stream.on('error', () => {
    isOpen = false
    onClosed()
  })
  const isTerminal = (stream as Partial<WriteStream>).isTTY === true
  const wantsColors = (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb'
  return {
    isTerminal,
    hasColors: isTerminal && wantsColors,
    width: () => (isTerminal ? stream.columns : null),
    // Resolves when the text is out, or never will be: nothing is lost when the process ends after it.
    write: (text) => new Promise((resolve) => (isOpen ? stream.write(text, () => resolve()) : resolve())),
  }
}

async function ask(
  stdin: NodeJS.ReadStream | ReadStream,
  stderr: NodeJS.WriteStream,
  question: string,
  signal: AbortSignal,
): Promise<boolean> {
  const reader = createInterface({ input: stdin, output: stderr })
  try {
    // Ctrl-C reaches the reader first and must end the program as everywhere else.
    reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
    const closed = once(reader, 'close', { signal }).then(() => '')
    const answer = await Promise.race([reader.question(question, { signal }), closed])
    return /^(y|yes|예|네|ㅛ)$/i.test(answer.trim())
  } finally {
    reader.close()
  }
}
