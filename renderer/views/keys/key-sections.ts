import type { app } from '../../i18n/en/app'

type Word = keyof typeof app.keys

/** The keys of a page, for people to look up; the pages' own maps do the work. */
type KeySection = {
  readonly title: Word
  readonly keys: readonly { readonly chords: readonly string[]; readonly word: Word }[]
}

/** Every key of the window. */
export const keySections: readonly KeySection[] = [
  {
    title: 'anywhere',
    keys: [
      { chords: ['Ctrl+K'], word: 'palette' },
      { chords: ['Ctrl+1', 'Ctrl+2', 'Ctrl+3', 'Ctrl+4', 'Ctrl+5'], word: 'rail' },
      { chords: ['Escape'], word: 'back' },
      { chords: ['Ctrl+Z'], word: 'undo' },
      { chords: ['Ctrl+L'], word: 'leaveSample' },
      { chords: ['?'], word: 'all' },
    ],
  },
  {
    title: 'firstRun',
    keys: [
      { chords: ['S'], word: 'addBySsh' },
      { chords: ['T'], word: 'addByTls' },
      { chords: ['L'], word: 'lookAround' },
    ],
  },
  {
    title: 'board',
    keys: [
      { chords: ['ArrowUp', 'ArrowDown'], word: 'row' },
      { chords: ['ArrowLeft', 'ArrowRight'], word: 'cell' },
      { chords: ['Home', 'End'], word: 'firstLast' },
      { chords: ['Enter'], word: 'openSlot' },
      { chords: ['D'], word: 'deployTo' },
      { chords: ['N'], word: 'newBuild' },
      { chords: ['L'], word: 'openLogs' },
      { chords: ['R'], word: 'rollBack' },
      { chords: ['V'], word: 'reserve' },
      { chords: ['U'], word: 'lift' },
      { chords: ['O'], word: 'openUrl' },
      { chords: ['F'], word: 'followSlot' },
      { chords: ['C'], word: 'copySlot' },
      { chords: ['H'], word: 'history' },
      { chords: ['G'], word: 'pivot' },
      { chords: ['W'], word: 'wall' },
      { chords: ['/'], word: 'search' },
    ],
  },
  {
    title: 'deploy',
    keys: [
      { chords: ['ArrowUp', 'ArrowDown'], word: 'release' },
      { chords: ['Ctrl+S'], word: 'releaseOrder' },
      { chords: ['Tab'], word: 'plan' },
      { chords: ['Ctrl+O'], word: 'comparePage' },
      { chords: ['Ctrl+Enter'], word: 'confirm' },
      { chords: ['Ctrl+.'], word: 'cancelDeployment' },
      { chords: ['Escape'], word: 'background' },
    ],
  },
  {
    title: 'rollback',
    keys: [
      { chords: ['ArrowUp', 'ArrowDown'], word: 'release' },
      { chords: ['Tab'], word: 'plan' },
      { chords: ['Ctrl+Enter'], word: 'rollBack' },
    ],
  },
  {
    title: 'slotPage',
    keys: [
      { chords: ['ArrowLeft', 'ArrowRight'], word: 'check' },
      { chords: ['F'], word: 'nextFailed' },
      { chords: ['R'], word: 'rollBack' },
      { chords: ['V'], word: 'reserve' },
      { chords: ['U'], word: 'lift' },
      { chords: ['D'], word: 'deployTo' },
      { chords: ['N'], word: 'newBuild' },
      { chords: ['L'], word: 'openLogs' },
      { chords: ['O'], word: 'openUrl' },
      { chords: ['B'], word: 'followSlot' },
      { chords: ['H'], word: 'history' },
    ],
  },
  {
    title: 'activity',
    keys: [
      { chords: ['ArrowUp', 'ArrowDown'], word: 'entry' },
      { chords: ['ArrowRight', 'ArrowLeft'], word: 'unfold' },
      { chords: ['Enter'], word: 'entrySlot' },
      { chords: ['L'], word: 'openLogs' },
      { chords: ['F'], word: 'onlyTrouble' },
      { chords: ['Ctrl+F'], word: 'searchHistory' },
      { chords: ['Ctrl+E', 'Ctrl+J'], word: 'exportHistory' },
    ],
  },
  {
    title: 'hosts',
    keys: [
      { chords: ['A'], word: 'addHost' },
      { chords: ['Alt+ArrowUp', 'Alt+ArrowDown'], word: 'moveHost' },
      { chords: ['S'], word: 'slotsFile' },
      { chords: ['Ctrl+T'], word: 'testHost' },
      { chords: ['Ctrl+Enter'], word: 'saveHost' },
    ],
  },
  {
    title: 'slotsFile',
    keys: [
      { chords: ['O'], word: 'chooseFile' },
      { chords: ['R'], word: 'checkAgain' },
      { chords: ['N', 'P'], word: 'nextChange' },
      { chords: ['W'], word: 'nextRemark' },
      { chords: ['V'], word: 'versions' },
      { chords: ['Ctrl+Enter'], word: 'publish' },
    ],
  },
  {
    title: 'interrupted',
    keys: [
      { chords: ['1', '2', '3'], word: 'choice' },
      { chords: ['Tab'], word: 'reason' },
      { chords: ['Ctrl+Enter'], word: 'takeOver' },
    ],
  },
  {
    title: 'logs',
    keys: [
      { chords: ['Ctrl+F'], word: 'searchLog' },
      { chords: ['Enter', 'Shift+Enter'], word: 'match' },
      { chords: ['J', 'K'], word: 'line' },
      { chords: ['ArrowRight', 'ArrowLeft'], word: 'unfold' },
      { chords: ['E', 'Shift+E'], word: 'nextError' },
      { chords: ['[', ']'], word: 'marker' },
      { chords: ['M'], word: 'lineMenu' },
      { chords: ['Ctrl+C'], word: 'copyLines' },
      { chords: ['Ctrl+Shift+C'], word: 'copyWithGutter' },
      { chords: ['1', '2', '3'], word: 'service' },
      { chords: ['F'], word: 'follow' },
      { chords: ['Home', 'End'], word: 'oldestNewest' },
    ],
  },
]
