import type { Settings } from '../../../src/domain/settings'

/** What a settings page changes at once: the settings but for lists, which have requests of their own. */
export type SettingsChange = Partial<Omit<Settings, 'hosts' | 'followed' | 'noticeTargets'>>
