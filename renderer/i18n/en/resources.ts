import { activity } from './activity'
import { app } from './app'
import { board } from './board'
import { deploy } from './deploy'
import { health } from './health'
import { hold } from './hold'
import { hosts } from './hosts'
import { interrupted } from './interrupted'
import { logs } from './logs'
import { metrics } from './metrics'
import { notices } from './notices'
import { palette } from './palette'
import { readOnly } from './read-only'
import { registries } from './registries'
import { reserve } from './reserve'
import { rollback } from './rollback'
import { secrets } from './secrets'
import { settings } from './settings'
import { slot } from './slot'
import { slotsFile } from './slots-file'
import { states } from './states'
import { undo } from './undo'

/** All texts of this language by area. */
export const resources = {
  activity,
  app,
  board,
  deploy,
  health,
  hold,
  hosts,
  interrupted,
  logs,
  metrics,
  notices,
  palette,
  readOnly,
  registries,
  reserve,
  rollback,
  secrets,
  settings,
  slot,
  slotsFile,
  states,
  undo,
} as const
