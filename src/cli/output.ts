import type { WriteStream } from 'node:tty'
import { openTerminal, type Terminal } from './terminal'

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
  /** Where host keys and secrets are asked for; null where nobody sits, and in CI. */
  readonly terminal: Terminal | null
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
  // Ctrl-C reaches whoever reads the terminal first, and must end the program as everywhere else; on Windows a process
  // that sends itself the signal is gone at once.
  const interrupt = (): void => void (process.emit('SIGINT', 'SIGINT') || process.kill(process.pid, 'SIGINT'))
  const terminal = stdin.isTTY && stderr.isTTY ? openTerminal({ input: stdin, output: stderr, interrupt }) : null
  const isCi = !['', 'false', '0'].includes(environment['CI'] ?? '')
  return {
    results,
    progress,
    resultsClosed: closed.signal,
    ask: terminal === null ? null : (question, signal) => askForYes(terminal, question, signal),
    terminal: isCi ? null : terminal,
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

async function askForYes(terminal: Terminal, question: string, signal: AbortSignal): Promise<boolean> {
  const answer = await terminal.converse(signal, (io) => io.readLine(question, true))
  return /^(y|yes|예|네|ㅛ)$/i.test((answer ?? '').trim())
}
