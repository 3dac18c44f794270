import type { StatsTexts } from './stats-texts'

/** See `StatsTexts`. */
export const statsTextsEn: StatsTexts = {
  head: ['SERVICE', 'CPU', 'MEMORY', 'NETWORK IN / OUT', 'DISK READ / WRITTEN'],
  cpu: (percent, cores) => `${percent} of ${cores} ${cores === '1' ? 'core' : 'cores'}`,
  memory: (used, limit) => `${used} of ${limit}`,
  noLimit: (used) => `${used}, no limit`,
  network: (received, sent) => `${received} / ${sent}`,
  disk: (read, written) => `${read} / ${written}`,
  notRunning: 'not running',
  notKnown: 'not known',
  measuring: 'measuring',
  noServices: 'This slot has no services.',
}
