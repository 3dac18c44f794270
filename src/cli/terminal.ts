import { createInterface, type Interface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { BerthError } from '../domain/berth-error'
import { createOneAtATime } from './one-at-a-time'

/** A person at a terminal. Several connections may have something to ask at once: each waits for its turn. */
export type Terminal = {
  /** Nobody else is heard until `talk` has ended. Rejects with the signal's reason, also while it waits for its turn. */
  readonly converse: <Result>(signal: AbortSignal, talk: (io: Conversation) => Promise<Result>) => Promise<Result>
}

/** One conversation with the person. */
export type Conversation = {
  readonly write: (text: string) => void
  /** Null at the end of input (Ctrl-D). Throws `cancelled` for Ctrl-C. What is typed shows unless `isShown` is false. */
  readonly readLine: (prompt: string, isShown: boolean) => Promise<string | null>
}

/** What a terminal is made of. `interrupt`: what Ctrl-C does everywhere else. */
export type TerminalParts = {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  readonly interrupt: () => void
}

/** The terminal of these streams; nothing is read before somebody asks. */
export function openTerminal(parts: TerminalParts): Terminal {
  const oneAtATime = createOneAtATime()
  return {
    converse: (signal, talk) =>
      oneAtATime(signal, () =>
        talk({
          write: (text) => void parts.output.write(text),
          readLine: (prompt, isShown) => readLine(parts, prompt, isShown, signal),
        }),
      ),
  }
}

/** Readline in its terminal mode: it knows about raw mode and line editing, and gives the terminal back when it is closed. */
async function readLine(
  { input, output, interrupt }: TerminalParts,
  prompt: string,
  isShown: boolean,
  signal: AbortSignal,
): Promise<string | null> {
  const reader = createInterface({ input, output: isShown ? output : silence(), terminal: true, historySize: 0 })
  try {
    // Only now nothing that is typed shows any more: whoever is quick must not be seen.
    if (!isShown) output.write(prompt)
    return await Promise.race([reader.question(isShown ? prompt : '', { signal }), ended(reader, interrupt)])
  } finally {
    reader.close()
    if (!isShown) output.write('\n')
  }
}

/** Null when the input ends; rejects with Ctrl-C, which ends the program as everywhere else. */
function ended(reader: Interface, interrupt: () => void): Promise<null> {
  return new Promise((resolve, reject) => {
    reader.once('SIGINT', () => {
      interrupt()
      reject(new BerthError('cancelled'))
    })
    reader.once('close', () => resolve(null))
  })
}

/** Where the echo of a secret goes. */
function silence(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
