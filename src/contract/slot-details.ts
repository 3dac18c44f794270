import { z } from 'zod'

/** An environment variable; `value` is null where it looks like a secret: the value never leaves the engine. */
const environmentVariableSchema = z.object({ name: z.string(), value: z.string().nullable() })

const mountSchema = z.object({
  kind: z.enum(['volume', 'bind', 'tmpfs', 'other']),
  /** Volume name or path on the host; empty for tmpfs. */
  source: z.string(),
  target: z.string(),
  readOnly: z.boolean(),
})

/** What the slot view shows of one service's container beside the board's facts. */
export const serviceDetailsSchema = z.object({
  name: z.string(),
  containerId: z.string(),
  environment: z.array(environmentVariableSchema),
  mounts: z.array(mountSchema),
  /** `0.0.0.0:3001 → 3000/tcp` in parts; `hostPort` null: exposed only. */
  ports: z.array(z.object({ hostIp: z.string(), hostPort: z.number().nullable(), containerPort: z.string() })),
  networks: z.array(z.object({ name: z.string(), address: z.string(), aliases: z.array(z.string()) })),
  memoryLimitBytes: z.number().nullable(),
  restartPolicy: z.string(),
})

/** A slot's settings as its containers have them, read when asked. */
export const slotDetailsSchema = z.object({
  project: z.string(),
  workingDirectory: z.string().nullable(),
  configFiles: z.array(z.string()),
  services: z.array(serviceDetailsSchema),
})

/** See `serviceDetailsSchema`. */
export type ServiceDetails = Readonly<z.infer<typeof serviceDetailsSchema>>
/** See `slotDetailsSchema`. */
export type SlotDetails = Readonly<z.infer<typeof slotDetailsSchema>>
