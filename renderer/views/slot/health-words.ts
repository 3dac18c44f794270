import type { StripCell } from '../../../src/domain/health-strip'

/** How a cell is drawn: the class of its shape. */
export const cellMarks: Readonly<Record<StripCell['kind'], string>> = {
  passed: 'p',
  failed: 'f',
  'timed-out': 't',
  starting: 's',
  idle: 'i',
  'not-known': 'n',
}
