import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import { reasonDetails } from '../../domain/error-reasons'
import type { RawInspect } from '../ports'

/** Docker writes null, nothing or a list; a single text in very old records. Null where nothing is set. */
const texts = z
  .union([z.array(z.string()), z.string().transform((text) => [text])])
  .nullish()
  .transform((value) => value ?? null)

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')

const set = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {})

const labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {})

const list = <Entry extends z.ZodType>(
  entry: Entry,
): z.ZodType<readonly z.output<Entry>[], readonly z.input<Entry>[] | null | undefined> =>
  z
    .array(entry)
    .nullish()
    .transform((value) => value ?? [])

const configSchema = z.looseObject({
  Hostname: text,
  User: text,
  WorkingDir: text,
  StopSignal: text,
  Env: texts,
  Cmd: texts,
  Entrypoint: texts,
  Shell: texts,
  OnBuild: texts,
  Labels: labels,
  ExposedPorts: set,
  Volumes: set,
  Healthcheck: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((value) => value ?? null),
})

const mountSchema = z.looseObject({ Type: text, Source: text, Target: text, ReadOnly: z.boolean().nullish() })

const portSchema = z.looseObject({ HostIp: text, HostPort: text })

const endpointSchema = z.looseObject({
  NetworkID: text,
  Aliases: texts,
  Links: texts,
  IPAMConfig: set,
  DriverOpts: set,
  GwPriority: z.number().nullish(),
})

const containerSchema = z.object({
  Id: z.string().min(1),
  Name: text,
  Image: z.string().min(1),
  State: z
    .looseObject({ Status: text })
    .nullish()
    .transform((value) => ({ Status: value?.Status ?? '' })),
  Config: configSchema,
  HostConfig: z.looseObject({
    NetworkMode: text,
    Binds: texts,
    Links: texts,
    Mounts: list(mountSchema),
    Tmpfs: set,
    PortBindings: z
      .record(z.string(), list(portSchema))
      .nullish()
      .transform((value) => value ?? {}),
    RestartPolicy: z
      .looseObject({ Name: text, MaximumRetryCount: z.number().nullish() })
      .nullish()
      .transform((value) => ({ name: value?.Name || 'no', maximumRetries: value?.MaximumRetryCount ?? 0 })),
  }),
  /** What is mounted in fact, volumes without a name included. */
  Mounts: list(z.looseObject({ Type: text, Name: text, Source: text, Destination: text, RW: z.boolean().nullish() })),
  NetworkSettings: z
    .looseObject({ Networks: z.record(z.string(), endpointSchema).nullish() })
    .nullish()
    .transform((value) => value?.Networks ?? {}),
})

const imageSchema = z.object({
  Config: configSchema.nullish().transform((value) => value ?? configSchema.parse({})),
})

/** The parts of a container's inspect that matter for rebuilding it; fields that are not named here are kept as they are. */
export type RawContainer = z.output<typeof containerSchema>
/** `Config` of a container or an image. */
export type RawConfig = z.output<typeof configSchema>
/** An entry of `HostConfig.Mounts`. */
export type RawMount = z.output<typeof mountSchema>
/** What a container is on a network. */
export type RawEndpoint = z.output<typeof endpointSchema>

/** Reads a container's inspect answer. Throws `docker-refused` naming the field where it can't be rebuilt from. */
export function readRawContainer(inspect: RawInspect): RawContainer {
  return parse(containerSchema, inspect, 'inspect container')
}

/** The defaults that an image gives its containers. */
export function readImageDefaults(inspect: RawInspect): RawConfig {
  return parse(imageSchema, inspect, 'inspect image').Config
}

/** The settings of `HostConfig` as Docker gave them, known and unknown ones. */
export function hostConfigOf(inspect: RawInspect): Readonly<Record<string, unknown>> {
  return parse(z.looseObject({ HostConfig: z.record(z.string(), z.unknown()) }), inspect, 'inspect container')
    .HostConfig
}

function parse<Output>(schema: z.ZodType<Output>, value: unknown, operation: string): Output {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const where = result.error.issues[0]?.path.join('.') ?? ''
  throw new BerthError('docker-refused', { operation, status: 200, ...reasonDetails('answer-unexpected', { where }) })
}
