/** Numbers that look random and are the same in every run: from 0 to 1, the seed's own sequence. */
export function createDice(seed: string): () => number {
  let state = Buffer.from(seed).reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7)
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** One of a list, which has at least one. */
export function pick<Entry>(dice: () => number, list: readonly [Entry, ...Entry[]]): Entry {
  return list[Math.floor(dice() * list.length)] ?? list[0]
}
