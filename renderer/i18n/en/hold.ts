/** What a rollback holds, and lifting it. */
export const hold = {
  held: 'Held',
  who: '{{by}} rolled back {{when}}',
  whoUnknown: 'rolled back {{when}}',
  card: 'Held after a rollback',
  cardText: 'CI is refused these branches here until somebody lifts the hold.',
  open: 'Lift…',
  title: 'Lift the hold of {{place}}',
  lead: 'CI may deploy to {{slot}} again:',
  after: 'Nothing is deployed by lifting it. The next build of the branch may be.',
  reason: 'Reason',
  reasonHint: 'what is better now',
  reasonHelp: 'Need not be said. Kept in the history under your name.',
  go: 'Lift the hold',
  lifting: 'Lifting…',
  gone: 'Somebody has lifted it meanwhile. {{slot}} is not held.',
  cancel: 'Cancel',
} as const
