import { app } from './app'
import { board } from './board'
import { hosts } from './hosts'
import { settings } from './settings'
import { states } from './states'

/** All texts of this language by area. */
export const resources = { app, board, hosts, settings, states } as const
