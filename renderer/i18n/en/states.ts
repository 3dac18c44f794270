import { slotWords } from '../../../src/domain/slot-words'

/** The words of states; each stands beside its shape. */
export const states = {
  ...slotWords.en,
  pulling: 'Pulling',
  pulled: 'Pulled',
  waiting: 'Waiting',
  switching: 'Switching',
  done: 'Done',
  failed: 'Deploy failed',
  mixed: 'Mixed branches',
  drift: 'Drift',
  paused: 'Paused',
  'not-run': 'Not run',
  unchanged: 'Unchanged',
  connected: 'Connected',
  was: 'was {{state}}',
  inProgress: 'In progress',
} as const
