import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Settings, settingsSchema } from '../domain/settings'

/** What of a person's settings goes with them into the sample: how things look, and how they are called. */
export type SamplePreferences = Pick<Settings, 'language' | 'theme' | 'personName' | 'showsTray'>

const schema = settingsSchema.pick({ language: true, theme: true, personName: true, showsTray: true })

/** Nothing that could reach beyond the sample, such as hosts, registries and whom to tell, is among them. */
export async function readSamplePreferences(homeDirectory: string): Promise<SamplePreferences> {
  const text = await readFile(join(homeDirectory, 'settings.json'), 'utf8').catch(() => '{}')
  const parsed = schema.safeParse(parseJson(text))
  return parsed.success ? parsed.data : schema.parse({})
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return {}
  }
}
