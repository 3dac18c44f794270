import type { Position } from './file-node'
import type { RemarkCode } from './remark-catalog'

/** What a remark's text is filled with. Never a value that may be secret: remarks are shown and logged. */
export type RemarkDetails = Readonly<Record<string, string | number>>

/**
 * Something wrong (a fault: the file can't be used) or worth knowing (a warning) in a slots file. `path` names the
 * place in words: `services.web.ports[0]`. `describeRemark` gives its text.
 */
export type Remark = Position & {
  readonly code: RemarkCode
  readonly details: RemarkDetails
  /** Name of the file as the bundle has it. */
  readonly file: string
  readonly path: string
}

/** Collects what is wrong, so that all of it can be told at once. */
export type Remarks = {
  readonly fault: (remark: Remark) => void
  readonly warn: (remark: Remark) => void
  readonly faults: () => readonly Remark[]
  readonly warnings: () => readonly Remark[]
}

/** More than this nobody reads; a hostile file must not fill the memory. */
const mostRemarks = 500

/** An empty collection. The same remark twice (once a slot, say) is kept once; both lists come in the file's order. */
export function createRemarks(): Remarks {
  const faults = new Map<string, Remark>()
  const warnings = new Map<string, Remark>()
  const add = (to: Map<string, Remark>, remark: Remark): void => {
    if (to.size < mostRemarks) to.set(JSON.stringify(remark), remark)
  }
  return {
    fault: (remark) => add(faults, remark),
    warn: (remark) => add(warnings, remark),
    faults: () => [...faults.values()].sort(inFileOrder),
    warnings: () => [...warnings.values()].sort(inFileOrder),
  }
}

function inFileOrder(one: Remark, other: Remark): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1
  return one.line - other.line || one.column - other.column
}
