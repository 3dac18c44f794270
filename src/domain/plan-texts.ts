import type { Gate, PlannedChange, PlanStep, PlanWarning } from './plan'

type OfKind<Union extends { kind: string }, Kind extends Union['kind']> = Extract<Union, { kind: Kind }>
type Texts<Union extends { kind: string }> = { readonly [Kind in Union['kind']]: (of: OfKind<Union, Kind>) => string }

/** Everything a rendered plan says, in one language. Names and references are never translated. */
export type PlanTexts = {
  readonly deployTitle: (slot: string, tag: string) => string
  /** `to`: the tag or the revision gone back to. */
  readonly rollbackTitle: (slot: string, to: string) => string
  readonly stopTitle: (slot: string) => string
  readonly startTitle: (slot: string) => string
  readonly restartTitle: (slot: string) => string
  readonly repairTitle: (slot: string) => string
  readonly change: Texts<PlannedChange>
  readonly down: (downtimeMs: number | null, isMeasured: boolean) => string
  readonly blueGreen: (color: 'blue' | 'green' | null) => string
  readonly stepsHeading: string
  readonly warningsHeading: string
  /** What a rollback holds from then on. */
  readonly willBeHeld: (slot: string, tags: string) => string
  readonly step: Texts<PlanStep>
  readonly cause: Readonly<Record<PlanStep['cause'], string>>
  readonly gate: Texts<Gate>
  readonly warning: Texts<PlanWarning>
}
