import type { palette } from '../../i18n/en/palette'
import type { IconName } from '../../components/icon'
import { leaveSampleChord } from '../../components/sample-mark'
import type { PaletteGoal, PaletteItem } from './palette-item'
import type { PaletteTexts } from './slot-items'

type Command = {
  readonly word: keyof typeof palette.commands
  readonly icon: IconName
  readonly chord: string | null
  readonly goal: PaletteGoal
}

const commands: readonly Command[] = [
  { word: 'board', icon: 'board', chord: 'Ctrl+1', goal: { kind: 'pivot', pivot: 'slots' } },
  { word: 'byKickoff', icon: 'board', chord: 'G', goal: { kind: 'pivot', pivot: 'kickoffs' } },
  { word: 'wall', icon: 'eye', chord: 'W', goal: { kind: 'view', view: { kind: 'wall' } } },
  { word: 'activity', icon: 'act', chord: 'Ctrl+2', goal: { kind: 'view', view: { kind: 'activity' } } },
  { word: 'logs', icon: 'logs', chord: 'Ctrl+3', goal: { kind: 'view', view: { kind: 'logs', target: null } } },
  { word: 'hosts', icon: 'host', chord: 'Ctrl+4', goal: { kind: 'view', view: { kind: 'hosts' } } },
  { word: 'addHost', icon: 'plus', chord: null, goal: { kind: 'view', view: { kind: 'add-host', way: 'ssh' } } },
  { word: 'settings', icon: 'set', chord: 'Ctrl+5', goal: { kind: 'view', view: { kind: 'settings' } } },
  { word: 'keys', icon: 'key', chord: '?', goal: { kind: 'keys' } },
]

const ofSample: Command = {
  word: 'leaveSample',
  icon: 'back',
  chord: leaveSampleChord,
  goal: { kind: 'leave-sample' },
}

/** What can be done with the window itself. */
export function windowItems(t: PaletteTexts, isSample: boolean): readonly PaletteItem[] {
  return [...commands, ...(isSample ? [ofSample] : [])].map(({ word, icon, chord, goal }) => ({
    id: `command ${word}`,
    group: 'actions',
    face: { kind: 'icon', icon },
    title: t(`palette:commands.${word}`),
    isCode: false,
    detail: '',
    aside: '',
    chord,
    also: '',
    goal,
    more: [],
  }))
}
