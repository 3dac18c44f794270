import { z } from 'zod'
import { parseJson } from '../docker/docker-failure'
import { lenientObject, lenientRecord, lenientTime } from '../docker/lenient-json'
import { platformText } from './manifest'

/** What an image's configuration says of it. */
export type ImageConfig = {
  /** Empty where it does not say. */
  readonly platform: string
  readonly labels: Readonly<Record<string, string>>
  readonly createdAtMs: number | null
}

/** Labels that are kept of one image; builders write a dozen. A value that is cut was nothing to show anyway. */
const most = { labels: 200, nameLength: 200, valueLength: 2_000 } as const

const configSchema = z.object({
  os: z.string().catch(''),
  architecture: z.string().catch(''),
  variant: z.string().catch(''),
  created: lenientTime,
  config: lenientObject({ Labels: lenientRecord }),
})

/** Null for what is no object of JSON. Labels beyond the bounds are dropped or cut. */
export function readImageConfig(bytes: Buffer): ImageConfig | null {
  const parsed = configSchema.safeParse(parseJson(bytes.toString('utf8')))
  if (!parsed.success) return null
  const { created, config } = parsed.data
  const labels = Object.entries(config.Labels)
    .filter(([name]) => name.length <= most.nameLength)
    .slice(0, most.labels)
    .map(([name, value]) => [name, value.slice(0, most.valueLength)] as const)
  return { platform: platformText(parsed.data) ?? '', labels: Object.fromEntries(labels), createdAtMs: created }
}
