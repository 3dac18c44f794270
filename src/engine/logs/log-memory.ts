/** What holds rows, and can let go of its oldest ones. */
export type RowHolder = {
  readonly bytes: number
  readonly rows: number
  /** False where it has none to spare. */
  readonly dropOldest: () => boolean
}

/** What all open views may hold together, and how many rows the view in front keeps as long as others can give way. */
export type LogBudget = { readonly bytes: number; readonly frontRows: number }

/** What a person gives the logs, in MB, as a budget. */
export function logBudgetOf(megabytes: number): LogBudget {
  return { bytes: megabytes * 1_048_576, frontRows: 200_000 }
}

/** One budget that several holders share. Whoever has grown tells of it, and the oldest rows of the largest go. */
export class LogMemory {
  private budget: LogBudget
  private readonly holders = new Set<RowHolder>()
  private front: RowHolder | null = null

  constructor(budget: LogBudget) {
    this.budget = budget
  }

  /** Holds from now on; what is too much goes at once. */
  setBudget(budget: LogBudget): void {
    this.budget = budget
    this.keepWithin()
  }

  /** What all holders take. */
  get bytes(): number {
    let bytes = 0
    for (const holder of this.holders) bytes += holder.bytes
    return bytes
  }

  add(holder: RowHolder): void {
    this.holders.add(holder)
  }

  remove(holder: RowHolder): void {
    this.holders.delete(holder)
    if (this.front === holder) this.front = null
  }

  /** This one is looked at. */
  putInFront(holder: RowHolder): void {
    this.front = holder
  }

  /** Brings all holders within the budget, as far as each can spare rows: the newest block of each stays. */
  keepWithin(): void {
    const spent = new Set<RowHolder>()
    while (this.bytes > this.budget.bytes) {
      const holder = this.largest((each) => !spent.has(each) && !this.isProtected(each)) ?? this.front
      if (holder === null || spent.has(holder)) return
      if (!holder.dropOldest()) spent.add(holder)
    }
  }

  private isProtected(holder: RowHolder): boolean {
    return holder === this.front && holder.rows <= this.budget.frontRows
  }

  private largest(isMeant: (holder: RowHolder) => boolean): RowHolder | null {
    let largest: RowHolder | null = null
    for (const holder of this.holders)
      if (isMeant(holder) && (largest === null || holder.bytes > largest.bytes)) largest = holder
    return largest
  }
}
