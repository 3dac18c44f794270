import { z } from 'zod'
import { defaultKickoffPattern } from './kickoff'

/** What all open logs may hold together, in MB of 1,048,576 bytes. */
export const logMemory = { leastMegabytes: 64, defaultMegabytes: 512, mostMegabytes: 8_192 } as const

const filePath = z.string().min(1).max(4_096)

/** PEM files of this machine; they stay where they are. `ca` null: whom the system trusts. `certificate` and `key` null: the host asks for none. */
export const tlsFilesSchema = z.object({
  ca: filePath.nullable(),
  certificate: filePath.nullable(),
  key: filePath.nullable(),
})

/** How a host is spoken to, beside its address. */
export const hostAccessSchema = z.object({
  /** For `tcp://`. Left out: in the clear. */
  tls: tlsFilesSchema.optional(),
  /** For `tcp://` without TLS to another machine: a person knows that what is said there can be read and changed on the way. */
  acceptsPlainText: z.literal(true).optional(),
  /** For `ssh://`: a private key's file, before those that ssh_config and the agent have. */
  keyFile: filePath.optional(),
  /** For `ssh://`: `[user@]host[:port]` to go through, instead of what ssh_config says. */
  jumpHost: z.string().min(1).max(255).optional(),
})

/** A host as the settings name it. `id` never changes; `name` is what people see and type. */
export const hostSettingSchema = hostAccessSchema.extend({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(64),
  /** See `readHostAddress`. */
  address: z.string().min(1).max(1_024),
})

/** What a person sets, beside the hosts. */
const preferences = {
  /** The name others see on what this person deploys; empty: the system's user name. */
  personName: z.string().max(64),
  language: z.enum(['system', 'en', 'ko']),
  theme: z.enum(['system', 'light', 'dark']),
  kickoffPattern: z.string().min(1).max(500),
  /** See `logMemory`. */
  logMemoryMegabytes: z.number().int().min(logMemory.leastMegabytes).max(logMemory.mostMegabytes),
}

/** The settings file, one a person and machine. Unknown keys of newer versions are kept when it is written. */
export const settingsSchema = z.object({
  /** Empty: the local engine is used. */
  hosts: z.array(hostSettingSchema).default([]),
  personName: preferences.personName.default(''),
  language: preferences.language.default('system'),
  theme: preferences.theme.default('system'),
  kickoffPattern: preferences.kickoffPattern.default(defaultKickoffPattern),
  logMemoryMegabytes: preferences.logMemoryMegabytes.default(logMemory.defaultMegabytes),
})

/** A change of some preferences: what is not named stays as it is. (A default inside `partial()` would name them all.) */
export const preferencesChangeSchema = z.strictObject(preferences).partial()

/** See `tlsFilesSchema`. */
export type TlsFiles = Readonly<z.infer<typeof tlsFilesSchema>>
/** See `hostAccessSchema`. */
export type HostAccessSetting = Readonly<z.infer<typeof hostAccessSchema>>
/** See `hostSettingSchema`. */
export type HostSetting = Readonly<z.infer<typeof hostSettingSchema>>
/** See `settingsSchema`. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>
