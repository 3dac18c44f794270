import type { Settings } from '../../../src/domain/settings'

/** What a settings page changes: the settings but for the hosts, which have a page of their own. */
export type SettingsChange = Partial<Omit<Settings, 'hosts'>>
