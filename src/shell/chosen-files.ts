import { randomUUID } from 'node:crypto'

/** How many chosen files that nobody asked for are remembered. */
const limit = 16

/** Files that a person has chosen, behind tokens: the window gets the token, the engine the path, each token once. */
export class ChosenFiles {
  private readonly paths = new Map<string, string>()

  /** Remembers a chosen path and gives the token for it. */
  remember(path: string): string {
    const [oldest] = this.paths.keys()
    if (this.paths.size >= limit && oldest !== undefined) this.paths.delete(oldest)
    const token = randomUUID()
    this.paths.set(token, path)
    return token
  }

  /** The path behind a token, which is used up by this; null where there is none. */
  take(token: string): string | null {
    const path = this.paths.get(token) ?? null
    this.paths.delete(token)
    return path
  }
}

/** A token of a file to be read is never good for writing it, nor the other way round. */
export type FileTokens = { readonly save: ChosenFiles; readonly open: ChosenFiles }
