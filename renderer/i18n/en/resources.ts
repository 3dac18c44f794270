import { app } from './app'
import { board } from './board'
import { deploy } from './deploy'
import { hosts } from './hosts'
import { logs } from './logs'
import { settings } from './settings'
import { slot } from './slot'
import { states } from './states'

/** All texts of this language by area. */
export const resources = { app, board, deploy, hosts, logs, settings, slot, states } as const
