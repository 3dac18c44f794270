/** Offers to take back what was done just now. */
export const undo = {
  undo: 'Undo',
  byKey: 'or {{key}}',
  putAway: 'Leave it so',
  undone: 'Taken back.',
  done: {
    hostRemoved: '{{host}} is off the board.',
    followed: '{{slot}} is followed.',
    unfollowed: '{{slot}} is not followed any more.',
    reservationEnded: 'The reservation of {{slot}} has ended. Undo makes a new one, by you.',
    holdLifted: 'The hold on {{slot}} is lifted. Undo holds it again, by you.',
    filtersCleared: 'Search and filters are cleared.',
    noticeDismissed: 'The message is put away.',
    settingChanged: 'The setting is changed.',
    targetRemoved: '{{name}} is not told any more.',
  },
} as const
