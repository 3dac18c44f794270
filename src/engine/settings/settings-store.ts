import { mkdirSync, watch, type FSWatcher } from 'node:fs'
import { basename, dirname } from 'node:path'
import { BerthError, type BerthErrorData, toErrorData } from '../../domain/berth-error'
import { sameData } from '../../domain/same-data'
import { type Settings, settingsSchema } from '../../domain/settings'
import type { Clock, Log } from '../ports'
import { createDelayedWork } from '../delayed-work'
import { readSettingsFile, writeSettingsFile } from './settings-file'

/** The settings in force, and what is wrong with the file (null: nothing). */
export type SettingsState = { readonly settings: Settings; readonly problem: BerthErrorData | null }

/**
 * The settings of one person on one machine. This is the only writer in the process; other processes' changes are
 * noticed. A file that isn't valid is never overwritten: what was in force stays (at the start, the defaults).
 */
export type SettingsStore = {
  readonly state: () => SettingsState
  /** Called with each new state; the result ends that. */
  readonly onChange: (listener: (state: SettingsState) => void) => () => void
  /**
   * Changes the settings, one change after the other, each upon the file as it is then. Throws `settings-invalid`
   * while the file is not valid, and what `change` throws.
   */
  readonly update: (change: (settings: Settings) => Settings | Promise<Settings>) => Promise<void>
  readonly close: () => Promise<void>
}

const reloadDelayMs = 100

/** Opens the store on a file that need not be there yet. */
export function openSettingsStore(file: string, clock: Clock, log: Log): SettingsStore {
  const listeners = new Set<(state: SettingsState) => void>()
  const closing = new AbortController()
  let state: SettingsState = { settings: settingsSchema.parse({}), problem: null }
  let writing: Promise<void> = Promise.resolve()

  const become = (next: SettingsState): void => {
    if (closing.signal.aborted || sameData(state, next)) return
    state = next
    for (const listener of listeners) listener(state)
  }
  const reload = (): void => {
    const read = readSettingsFile(file)
    if (read.kind === 'invalid') log('warn', 'settings are not valid', { ...read.problem.details })
    become(
      read.kind === 'valid'
        ? { settings: read.settings, problem: null }
        : { settings: state.settings, problem: read.problem },
    )
  }
  const change = async (update: (settings: Settings) => Settings | Promise<Settings>): Promise<void> => {
    const before = readSettingsFile(file)
    if (before.kind === 'invalid') {
      become({ settings: state.settings, problem: before.problem })
      throw new BerthError(before.problem.code, before.problem.details)
    }
    const settings = await update(before.settings)
    if (!sameData(settings, before.settings)) await writeSettingsFile(file, before, settings)
    become({ settings, problem: null })
  }

  reload()
  const delayed = createDelayedWork(clock, closing.signal, (_, error) =>
    log('warn', 'cannot read the settings', { error: toErrorData(error) }),
  )
  const watcher = watchFile(file, log, () => delayed.schedule('reload', reloadDelayMs, async () => reload()))

  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    update: (update) => {
      const done = writing.then(() => change(update))
      writing = done.catch(() => undefined)
      return done
    },
    close: async () => {
      await writing
      closing.abort()
      watcher?.close()
      await delayed.ended()
    },
  }
}

/** The folder is watched, as a file that is replaced at each write can't be. Without it, changes are seen at the next write. */
function watchFile(file: string, log: Log, onChange: () => void): FSWatcher | null {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const watcher = watch(dirname(file), (_, name) => {
      if (name === null || name === basename(file)) onChange()
    })
    watcher.on('error', (error) => log('warn', 'cannot watch the settings', { error: toErrorData(error) }))
    return watcher
  } catch (error) {
    log('warn', 'cannot watch the settings', { error: toErrorData(error) })
    return null
  }
}
