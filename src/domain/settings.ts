import { z } from 'zod'
import { defaultKickoffPattern } from './kickoff'
import { mostNoticeTargets, noticeTargetSchema } from './notice-target'
import { quietHoursSchema } from './quiet-hours'

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

/** In which order builds are listed; see `orderReleases`. */
export const releaseOrders = ['kickoff', 'build', 'name', 'version'] as const

/** See `releaseOrders`. */
export type ReleaseOrder = (typeof releaseOrders)[number]

/** A host as the settings name it. `id` never changes; `name` is what people see and type. */
export const hostSettingSchema = hostAccessSchema.extend({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(64),
  /** See `readHostAddress`. */
  address: z.string().min(1).max(1_024),
})

/** A slot whose news a person wants to be told. */
export const followedSlotSchema = z.object({ hostId: z.string().min(1).max(64), slot: z.string().min(1).max(255) })

/** More slots than anybody follows. */
export const mostFollowedSlots = 500

/** What a person sets, beside the hosts. */
const preferences = {
  /** The name others see on what this person deploys; empty: the system's user name. */
  personName: z.string().max(64),
  language: z.enum(['system', 'en', 'ko']),
  theme: z.enum(['system', 'light', 'dark']),
  kickoffPattern: z.string().min(1).max(500),
  releaseOrder: z.enum(releaseOrders),
  /** See `logMemory`. */
  logMemoryMegabytes: z.number().int().min(logMemory.leastMegabytes).max(logMemory.mostMegabytes),
  /** Whether the system shows notifications of followed slots. */
  desktopNotices: z.boolean(),
  /** Null: never quiet. */
  quietHours: quietHoursSchema.nullable(),
  /** Whether the worst state stands in the tray, where the desktop has one. */
  showsTray: z.boolean(),
  /** Whether closing the window leaves Berth in the tray; without a tray it does not. */
  staysInTray: z.boolean(),
  /** Where packages are published, see `readReleasesAddress`; empty: nobody is asked for a newer version. */
  releasesAddress: z.string().max(2_000),
  /** The newer version that a person has seen and does not want to be told of again; empty: none. */
  dismissedVersion: z.string().max(64),
}

/** The settings file, one a person and machine. Unknown keys of newer versions are kept when it is written. */
export const settingsSchema = z.object({
  /** Empty: the local engine is used. */
  hosts: z.array(hostSettingSchema).default([]),
  personName: preferences.personName.default(''),
  language: preferences.language.default('system'),
  theme: preferences.theme.default('system'),
  kickoffPattern: preferences.kickoffPattern.default(defaultKickoffPattern),
  releaseOrder: preferences.releaseOrder.default('kickoff'),
  logMemoryMegabytes: preferences.logMemoryMegabytes.default(logMemory.defaultMegabytes),
  desktopNotices: preferences.desktopNotices.default(true),
  quietHours: preferences.quietHours.default(null),
  showsTray: preferences.showsTray.default(true),
  staysInTray: preferences.staysInTray.default(false),
  releasesAddress: preferences.releasesAddress.default(''),
  dismissedVersion: preferences.dismissedVersion.default(''),
  followed: z.array(followedSlotSchema).max(mostFollowedSlots).default([]),
  noticeTargets: z.array(noticeTargetSchema).max(mostNoticeTargets).default([]),
})

/** A change of some preferences: what is not named stays as it is. (A default inside `partial()` would name them all.) */
export const preferencesChangeSchema = z.strictObject(preferences).partial()

/** Whether a person wants to be told of a slot. */
export function isFollowed({ followed }: Pick<Settings, 'followed'>, hostId: string, slot: string): boolean {
  return followed.some((one) => one.hostId === hostId && one.slot === slot)
}

/** See `tlsFilesSchema`. */
export type TlsFiles = Readonly<z.infer<typeof tlsFilesSchema>>
/** See `hostAccessSchema`. */
export type HostAccessSetting = Readonly<z.infer<typeof hostAccessSchema>>
/** See `hostSettingSchema`. */
export type HostSetting = Readonly<z.infer<typeof hostSettingSchema>>
/** See `settingsSchema`. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>
