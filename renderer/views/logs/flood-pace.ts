/** More new rows at once than a screen has: nobody has read what stood there before. */
const floodRows = 60

/** A flood is shown so often; the frames in between are free for whoever scrolls, types or clicks. */
const floodEveryMs = 350

/** When the newest rows may be shown: a few at once, those of a flood each in its turn. */
export class FloodPace {
  #shownAtMs = -Infinity
  #turn: ReturnType<typeof setTimeout> | undefined

  /** Whether so many new rows have to wait; `onTurn` is called once they have not. */
  holds(newRows: number, onTurn: () => void): boolean {
    const waitMs = newRows < floodRows ? 0 : this.#shownAtMs + floodEveryMs - performance.now()
    if (waitMs <= 0) return false
    this.#turn ??= setTimeout(() => {
      this.#turn = undefined
      onTurn()
    }, waitMs)
    return true
  }

  /** The newest rows are on the screen. */
  shown(): void {
    this.#shownAtMs = performance.now()
  }

  /** Nobody waits for a turn any more. */
  forget(): void {
    clearTimeout(this.#turn)
    this.#turn = undefined
  }
}
