import type { ServerResponse } from 'node:http'

/** What goes wrong with an answer. */
export type Fault =
  | { readonly kind: 'refuse'; readonly status: number; readonly message: string }
  /** The connection ends after so many bytes of the answer's body; 0: before it begins. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Bytes that no engine sends, with status 200. */
  | { readonly kind: 'garbage'; readonly bytes: string }

/** A fault and the calls it befalls: `nth` is the one of them (counted from 1) that it begins with, `times` how many it befalls. */
export type FaultRule = {
  readonly method: string
  /** Of the path without the version: `/containers/json`. */
  readonly path: RegExp
  readonly nth?: number
  readonly times?: number
  readonly fault: Fault
}

/** The faults of one host, for tests of what stands in front of it. */
export class Faults {
  readonly #rules = new Map<FaultRule, number>()

  /** The result takes it away. */
  add(rule: FaultRule): () => void {
    this.#rules.set(rule, 0)
    return () => void this.#rules.delete(rule)
  }

  /** The fault that befalls a call; null: none. Counts the call. */
  take(method: string, path: string): Fault | null {
    let found: Fault | null = null
    for (const [rule, calls] of this.#rules) {
      if (rule.method !== method || !rule.path.test(path)) continue
      const { nth = 1, times = Infinity } = rule
      this.#rules.set(rule, calls + 1)
      if (calls + 1 >= nth && calls + 1 < nth + times) found ??= rule.fault
    }
    return found
  }
}

/** Ends the connection of an answer once so many bytes of it were sent. */
export function cutAnswer(response: ServerResponse, afterBytes: number): void {
  const { socket } = response
  if (socket === null || afterBytes === 0) return void socket?.destroy()
  const write = response.write.bind(response) as (chunk: unknown, ...rest: unknown[]) => boolean
  let left = afterBytes
  const cut = (chunk: unknown): boolean => {
    const bytes = Buffer.from(chunk as Uint8Array)
    write(bytes.subarray(0, left))
    left -= bytes.length
    if (left <= 0) socket.end()
    return true
  }
  response.write = cut as typeof response.write
  response.end = ((chunk?: unknown) => {
    if (chunk !== undefined && chunk !== '') cut(chunk)
    socket.end()
    return response
  }) as typeof response.end
}
