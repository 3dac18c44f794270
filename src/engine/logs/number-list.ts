const firstRoom = 1_024

/**
 * Numbers in ascending order, each at a position. Positions are contiguous: `first` to `first + count - 1`. What is added
 * at an end or taken from the front moves nothing; what is put in between moves the positions of the shorter side.
 */
export class NumberList {
  private values = new Float64Array(firstRoom)
  /** Where the first number lies in `values`; there is room on both sides. */
  private start = firstRoom / 2
  count = 0
  /** Position of the first number. */
  first = 0

  /** What the list takes of memory. */
  get bytes(): number {
    return this.values.byteLength
  }

  /** The number at a position that the list has; NaN at any other. */
  at(position: number): number {
    const index = position - this.first
    return index < 0 || index >= this.count ? NaN : (this.values[this.start + index] ?? NaN)
  }

  /** The position of the first number that is not below; behind the last position where all are. */
  positionSince(number: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.values[this.start + middle] ?? 0) < number) low = middle + 1
      else high = middle
    }
    return this.first + low
  }

  has(number: number): boolean {
    return this.at(this.positionSince(number)) === number
  }

  /** A list of its own with the same numbers at the same positions. */
  copy(): NumberList {
    const copy = new NumberList()
    copy.values = this.values.slice()
    copy.start = this.start
    copy.count = this.count
    copy.first = this.first
    return copy
  }

  /** Answers `between` where positions of other numbers have changed, `known` where it was there already. */
  add(number: number): 'end' | 'between' | 'known' {
    if (this.count === 0 || number > this.at(this.first + this.count - 1)) {
      this.makeRoom()
      this.values[this.start + this.count] = number
      this.count += 1
      return 'end'
    }
    const index = this.positionSince(number) - this.first
    if (this.values[this.start + index] === number) return 'known'
    this.makeRoom()
    this.insert(index, number)
    return index === 0 ? 'end' : 'between'
  }

  /** Takes all numbers below one from the front. */
  dropBelow(number: number): void {
    const dropped = this.positionSince(number) - this.first
    this.start += dropped
    this.first += dropped
    this.count -= dropped
  }

  /** Adds numbers that are in ascending order; answers whether any was not there already. */
  addAll(numbers: readonly number[]): boolean {
    return this.replaceAmong(numbers, (known) => [...new Set([...known, ...numbers])].sort((a, b) => a - b))
  }

  /** Takes out numbers that are in ascending order; answers whether any was there. */
  removeAll(numbers: readonly number[]): boolean {
    const gone = new Set(numbers)
    return this.replaceAmong(numbers, (known) => known.filter((number) => !gone.has(number)))
  }

  /** Replaces what lies from the first to the last of some numbers; positions after it move. */
  private replaceAmong(numbers: readonly number[], replace: (known: readonly number[]) => readonly number[]): boolean {
    const [lowest, highest] = [numbers[0], numbers.at(-1)]
    if (lowest === undefined || highest === undefined) return false
    const from = this.positionSince(lowest) - this.first
    const to = this.positionSince(highest + 1) - this.first
    const known = Array.from(this.values.subarray(this.start + from, this.start + to))
    const wanted = replace(known)
    const growth = wanted.length - known.length
    if (growth === 0) return false
    this.makeRoom(growth)
    this.values.copyWithin(this.start + to + growth, this.start + to, this.start + this.count)
    this.values.set(wanted, this.start + from)
    this.count += growth
    return true
  }

  private insert(index: number, number: number): void {
    const at = this.start + index
    if (index < this.count / 2) {
      this.values.copyWithin(this.start - 1, this.start, at)
      this.start -= 1
      this.first -= 1
      this.values[at - 1] = number
    } else {
      this.values.copyWithin(at + 1, at, this.start + this.count)
      this.values[at] = number
    }
    this.count += 1
  }

  private makeRoom(growth = 1): void {
    if (this.start > 0 && this.start + this.count + growth <= this.values.length) return
    const size = Math.max(firstRoom, (this.count + growth) * 2)
    const values = new Float64Array(size)
    const start = (size - this.count) >>> 1
    values.set(this.values.subarray(this.start, this.start + this.count), start)
    this.values = values
    this.start = start
  }
}
