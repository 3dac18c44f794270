import { activity } from './activity'
import { app } from './app'
import { board } from './board'
import { deploy } from './deploy'
import { hosts } from './hosts'
import { interrupted } from './interrupted'
import { logs } from './logs'
import { reserve } from './reserve'
import { rollback } from './rollback'
import { settings } from './settings'
import { slot } from './slot'
import { slotsFile } from './slots-file'
import { states } from './states'

/** All texts of this language by area. */
export const resources = {
  activity,
  app,
  board,
  deploy,
  hosts,
  interrupted,
  logs,
  reserve,
  rollback,
  settings,
  slot,
  slotsFile,
  states,
} as const
