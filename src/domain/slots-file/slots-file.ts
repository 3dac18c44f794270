import type { MapNode } from './file-node'
import type { Remark } from './remark'

/** What is published: the compose file and the files it names beside it, as texts. May hold secrets. */
export type Bundle = {
  readonly composeText: string
  /** `compose.yaml` */
  readonly composeName: string
  /** `.env` and the contents of each `env_file`, by path relative to the compose file. */
  readonly files: Readonly<Record<string, string>>
  /** Variables of the publisher's own environment that the file needs and `.env` lacks; empty unless asked for. */
  readonly environment: Readonly<Record<string, string>>
}

/** A slots file without faults. May hold secrets; never log or show it. */
export type SlotsFile = {
  /** How a tag reads as a kickoff; null: as the settings say. */
  readonly branch: string | null
  /** How a platform version is written, with `{version}`; null: the version alone. */
  readonly platform: string | null
  /** Where the file stands on the host; null: it does not say. */
  readonly directory: string | null
  /** Platform version by image tag, where images carry no label. */
  readonly versions: Readonly<Record<string, string>>
  /** In the file's order. */
  readonly slots: readonly SlotDefinition[]
  /** All services, in the file's order, those of inactive profiles too. */
  readonly services: readonly string[]
  /** The file itself; `slotServices` reads it. */
  readonly source: SlotsSource
  readonly warnings: readonly Remark[]
}

/** One slot that the file names. */
export type SlotDefinition = {
  readonly slot: string
  /** Name of the host it stands on; null: any host the file is published to. */
  readonly host: string | null
  /** Addresses people open, by service. */
  readonly urls: Readonly<Record<string, string>>
  /** Whether it has both sets of variables, `blue` and `green`. */
  readonly hasColors: boolean
}

/** A file and all it needs to be read for one slot. */
export type SlotsSource = {
  readonly composeName: string
  readonly root: MapNode
  readonly files: Bundle['files']
  readonly environment: Bundle['environment']
}

/** The two sides of a blue-green slot. */
export type Color = 'blue' | 'green'
