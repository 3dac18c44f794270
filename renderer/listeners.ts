/** Those who want to be told of something. */
export class Listeners<Value> {
  readonly #all = new Set<(value: Value) => void>()

  /** Answers with how to stop. */
  add(listener: (value: Value) => void): () => void {
    this.#all.add(listener)
    return () => this.#all.delete(listener)
  }

  tell(value: Value): void {
    for (const listener of this.#all) listener(value)
  }
}
