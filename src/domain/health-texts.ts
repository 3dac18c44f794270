import type { HealthNote } from './health-note'
import type { HealthCause } from './health-reason'

type OfKind<Union extends { kind: string }, Kind extends Union['kind']> = Extract<Union, { kind: Kind }>
type Texts<Union extends { kind: string }> = { readonly [Kind in Union['kind']]: (of: OfKind<Union, Kind>) => string }

/** What there is to say about health, in one language: for the window and the command line alike. No full stops. */
export type HealthTexts = {
  readonly note: Texts<HealthNote>
  readonly cause: Texts<HealthCause>
}
