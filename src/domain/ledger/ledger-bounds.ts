/** How much the ledger of one host holds, and so how much `LedgerState` ever shows. */
export const ledgerBounds = {
  deployments: 1_000,
  /** Takeovers, reservations, settings …, and what only newer versions understand. */
  happenings: 2_000,
  keptReleases: 5,
  /** Tags a slot that were rolled back from last, lifted or not. */
  heldTags: 20,
  settingsVersions: 10,
  /** Measured downtimes a service. */
  downtimes: 5,
} as const

/** See `ledgerBounds`; tests use smaller ones. */
export type LedgerBounds = { readonly [Name in keyof typeof ledgerBounds]: number }
