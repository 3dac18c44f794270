import { z } from 'zod'
import { isOlderVersion } from './compare-versions'

/** A version by semver.org, numbers of at most nine digits. */
const version = z
  .string()
  .max(64)
  .regex(/^(?:(?:0|[1-9]\d{0,8})\.){2}(?:0|[1-9]\d{0,8})(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z.-]+)?$/)

/**
 * What electron-builder writes beside the packages (`latest-linux.yml`, `latest.yml`, `latest-mac.yml`), as far as it is used:
 * names of files and their hashes are not, for nothing is ever downloaded.
 */
export const releaseFileSchema = z
  .object({ version, releaseDate: z.iso.datetime({ offset: true }).max(40).optional() })
  .transform((file) => ({
    version: file.version,
    releasedAtMs: file.releaseDate === undefined ? null : Date.parse(file.releaseDate),
  }))

/** A version that was published. `releasedAtMs` null: its file does not say when. */
export const publishedVersionSchema = z.object({ version, releasedAtMs: z.number().nullable() })

/** See `publishedVersionSchema`. */
export type PublishedVersion = Readonly<z.infer<typeof publishedVersionSchema>>

/** The name of the file for a platform, as electron-builder has it; Linux has one for each processor. */
export function releaseFileName(platform: 'darwin' | 'win32' | 'linux', processor: string): string {
  if (platform === 'darwin') return 'latest-mac.yml'
  if (platform === 'win32') return 'latest.yml'
  return processor === 'x64' ? 'latest-linux.yml' : `latest-linux-${processor}.yml`
}

/** What was published, where it is newer than what runs. Build metadata (`+…`) makes nothing newer. */
export function newerThan(running: string, published: PublishedVersion): PublishedVersion | null {
  return isOlderVersion(running, published.version) === true ? published : null
}
