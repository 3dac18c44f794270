import { z } from 'zod'
import { defaultKickoffPattern } from './kickoff'

/** A host as the settings name it. `id` never changes; `name` is what people see and type. */
export const hostSettingSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(64),
  /** `unix:///absolute/path` */
  address: z.string().min(1).max(1_024),
})

/** What a person sets, beside the hosts. */
const preferences = {
  /** The name others see on what this person deploys; empty: the system's user name. */
  personName: z.string().max(64),
  language: z.enum(['system', 'en', 'ko']),
  theme: z.enum(['system', 'light', 'dark']),
  kickoffPattern: z.string().min(1).max(500),
}

/** The settings file, one a person and machine. Unknown keys of newer versions are kept when it is written. */
export const settingsSchema = z.object({
  /** Empty: the local engine is used. */
  hosts: z.array(hostSettingSchema).default([]),
  personName: preferences.personName.default(''),
  language: preferences.language.default('system'),
  theme: preferences.theme.default('system'),
  kickoffPattern: preferences.kickoffPattern.default(defaultKickoffPattern),
})

/** A change of some preferences: what is not named stays as it is. (A default inside `partial()` would name them all.) */
export const preferencesChangeSchema = z.strictObject(preferences).partial()

/** See `hostSettingSchema`. */
export type HostSetting = Readonly<z.infer<typeof hostSettingSchema>>
/** See `settingsSchema`. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>
