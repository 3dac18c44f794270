import { z } from 'zod'
import type { DiskShare, DiskUse } from '../../domain/disk-use'
import type { VersionedHttp } from './container-calls'
import { dockerLimits } from './docker-limits'
import { lenientFlag, lenientList, lenientObject, lenientText, parseAnswer } from './lenient-json'

const operation = 'measure disk use'

/** -1 is Docker's word for what it did not count. */
const bytes = z.number().catch(0)
const count = z.number().catch(-1)

/** A list that is missing is not known; Docker's `null` is an empty one. */
const entries = <Entry extends z.ZodType>(entry: Entry) =>
  z.preprocess((list) => list ?? [], lenientList(entry)).optional()

const answerSchema = z.object({
  LayersSize: bytes,
  Images: entries(z.object({ Size: bytes, SharedSize: bytes, Containers: count })),
  Containers: entries(z.object({ SizeRw: bytes, State: lenientText })),
  Volumes: entries(z.object({ UsageData: lenientObject({ Size: bytes, RefCount: count }) })),
  BuildCache: entries(z.object({ Size: bytes, InUse: lenientFlag, Shared: lenientFlag })),
})

type Answer = z.output<typeof answerSchema>

/** See `DockerClient.diskUse`. */
export async function askDiskUse({ http, prefix }: VersionedHttp, signal: AbortSignal): Promise<DiskUse> {
  const path = `${await prefix(signal)}/system/df`
  const limitMs = dockerLimits.diskUseMs
  return readDiskUse(await http.json({ operation, method: 'GET', path, limitMs }, signal))
}

/** Adds an answer up. Throws where it is no object. */
export function readDiskUse(answer: unknown): DiskUse {
  const read = parseAnswer(answerSchema, answer, operation)
  return {
    images: imagesShare(read),
    containers: shareOf(read.Containers, ({ SizeRw, State }) => ({
      size: SizeRw,
      isInUse: activeStates.includes(State),
    })),
    volumes: shareOf(read.Volumes, ({ UsageData }) => ({ size: UsageData.Size, isInUse: UsageData.RefCount > 0 })),
    // What is shared is counted where it belongs: with the images.
    buildCache: shareOf(read.BuildCache, ({ Size, InUse, Shared }) => ({ size: Shared ? 0 : Size, isInUse: InUse })),
  }
}

const activeStates = ['running', 'paused', 'restarting']

/**
 * The whole is what the layers take. What would come back at least is what unused images have for themselves: of layers that
 * images share nobody can tell here whether one in use is among them. (`docker system df` counts those as reclaimable.)
 */
function imagesShare({ Images: images, LayersSize }: Answer): DiskShare | null {
  if (images === undefined) return null
  const unused = images.filter(({ Containers }) => Containers === 0)
  const own = unused.map(({ Size, SharedSize }) => (SharedSize < 0 ? 0 : Math.max(0, Size - SharedSize)))
  return {
    count: images.length,
    inUse: images.filter(({ Containers }) => Containers > 0).length,
    totalBytes: LayersSize,
    reclaimableBytes: own.reduce((sum, each) => sum + each, 0),
  }
}

type Kept = { readonly size: number; readonly isInUse: boolean }

function shareOf<Entry>(list: readonly Entry[] | undefined, keptOf: (entry: Entry) => Kept): DiskShare | null {
  if (list === undefined) return null
  const kept = list.map(keptOf).map(({ size, isInUse }) => ({ size: Math.max(0, size), isInUse }))
  const idle = kept.filter(({ isInUse }) => !isInUse)
  const sum = (some: readonly Kept[]): number => some.reduce((total, { size }) => total + size, 0)
  return {
    count: kept.length,
    inUse: kept.length - idle.length,
    totalBytes: sum(kept),
    reclaimableBytes: sum(idle),
  }
}
