// The way back of three services, against the old tag in the file and `docker-compose pull && docker-compose up -d` on the
// same slot and images; and against `up -d` alone, where one knows that the tag stands.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { compose } from '../e2e/harness/compose'
import { SERVICES, type ServiceName } from '../e2e/harness/shop-catalog'
import { type BenchSlot, startBenchSlot } from './bench-slot'
import { makeHome } from './demo-home'
import { median, rounded } from './statistics'
import { type Command, runCommand, timeChange, type Timing } from './timed-change'

const rounds = Number(process.argv[2] ?? 9)
const mostOfCompose = 0.8
const commandLine = resolve(import.meta.dirname, '../out/cli/berth.cjs')

/** `compose`: the team's two commands, as a deploy takes them. `upAlone`: without the pull. */
const sides = ['berth', 'compose', 'upAlone'] as const
type Side = (typeof sides)[number]

/**
 * What became of the tag that ran before. Where it moved, the host knows another image by it and had its unnamed images
 * cleared away since; the registry has the right one under it again, which is the best Compose can meet.
 */
const tagStates = ['stands', 'moved'] as const
type TagState = (typeof tagStates)[number]

/** Where the tag moved, the image that ran before has to be pulled by it. */
const sidesOf = (tagState: TagState): readonly Side[] =>
  tagState === 'moved' ? sides.filter((side) => side !== 'upAlone') : sides

/** `pulledBytes`: what the registry sent meanwhile. */
type WayBack = Timing & { readonly side: Side; readonly tagState: TagState; readonly pulledBytes: number }

function berth(slot: BenchSlot, home: string, words: readonly string[]): Command {
  return {
    words: [process.execPath, commandLine, ...words, '--yes', '--by', 'bench'],
    environment: { HOME: slot.directory, BERTH_HOME: home },
  }
}

/** What the team did before; editing the file is not counted. */
function composeBack(slot: BenchSlot, side: Exclude<Side, 'berth'>): Command {
  const { project, file } = slot.writeFor(slot.newTag)
  const client = `docker-compose -p ${project} -f ${file}`
  return {
    words: ['sh', '-c', side === 'compose' ? `${client} pull && ${client} up -d` : `${client} up -d`],
    environment: { HOME: slot.directory, DOCKER_HOST: slot.shop.engine.address },
  }
}

/** The slot switched from the new build to the old one by the side's own means, so that each has what it keeps. */
async function prepare(slot: BenchSlot, home: string, side: Side, tagState: TagState): Promise<void> {
  const sentBefore = slot.shop.registry.sentBytes()
  await slot.reset(slot.newTag)
  // A count that stands still would call every way back free.
  if (slot.shop.registry.sentBytes() === sentBefore) throw new Error('void: the pull of the new build was not counted')
  if (side === 'berth')
    await runCommand(berth(slot, home, ['deploy', 'dev1', '--tag', slot.oldTag, '--lift-hold', 'next round']))
  else await compose(slot.shop.engine, slot.writeFor(slot.oldTag), ['up', '-d'])
  await slot.shop.untilHealthy('dev1')
  if (tagState === 'moved') await moveTag(slot)
}

async function moveTag({ shop: { engine, imagePrefix }, oldTag, newTag }: BenchSlot): Promise<void> {
  for (const service of SERVICES) {
    const repository = `${imagePrefix}/${service}`
    const target = `repo=${encodeURIComponent(repository)}&tag=${newTag}`
    await engine.call({ method: 'POST', path: `/images/${repository}:${oldTag}/tag?${target}` })
  }
  await engine.call({ method: 'POST', path: '/images/prune' })
}

async function goBack(
  slot: BenchSlot,
  home: string,
  { side, tagState, round }: Pick<WayBack, 'side' | 'tagState'> & { readonly round: number },
): Promise<WayBack> {
  await prepare(slot, home, side, tagState)
  const { shop, ports, newImageIds: imageIds, newRevision: revision } = slot
  const command = side === 'berth' ? berth(slot, home, ['rollback', 'dev1']) : composeBack(slot, side)
  const sentBefore = shop.registry.sentBytes()
  const change = { ...command, engine: shop.engine, project: 'dev1', ports, imageIds, revision, round }
  const timing = await timeChange(change)
  const wayBack = { ...timing, side, tagState, pulledBytes: shop.registry.sentBytes() - sentBefore }
  if (side === 'compose' && tagState === 'moved' && wayBack.pulledBytes === 0)
    throw new Error('void: the host had what the tag named before')
  if (process.env['BENCH_EACH']) console.error(JSON.stringify(wayBack))
  return wayBack
}

async function main(): Promise<void> {
  const slot = await startBenchSlot('bench-rollback')
  const home = makeHome(slot.shop.engine.address)
  mkdirSync(join(slot.directory, '.docker'))
  const waysBack: WayBack[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      // Who comes first changes: neither always meets what the other left warm.
      for (const tagState of tagStates) {
        const inTurn = round % 2 === 0 ? sidesOf(tagState) : [...sidesOf(tagState)].reverse()
        for (const side of inTurn) waysBack.push(await goBack(slot, home.path, { side, tagState, round }))
      }
    }
    report(waysBack)
  } finally {
    home.remove()
    slot.shop.remove()
  }
}

type Compared = { readonly berth: number; readonly other: number; readonly ratio: number }

function report(waysBack: readonly WayBack[]): void {
  const standing = waysBack.filter(({ tagState }) => tagState === 'stands')
  const stands = compare(standing, 'compose')
  const standsUpAlone = compare(standing, 'upAlone')
  const moved = compare(
    waysBack.filter(({ tagState }) => tagState === 'moved'),
    'compose',
  )
  const mostPulledBytes = Math.max(...waysBack.filter(({ side }) => side === 'berth').map((way) => way.pulledBytes))
  const isFaster = [stands, moved].every(({ healthyMs }) => healthyMs.ratio <= mostOfCompose)
  const within = isFaster && mostPulledBytes === 0
  console.log(JSON.stringify({ bench: 'rollback', rounds, stands, standsUpAlone, moved, within }))
}

function compare(
  waysBack: readonly WayBack[],
  against: Exclude<Side, 'berth'>,
): {
  readonly wholeMs: Compared
  readonly healthyMs: Compared
  readonly downtimeMs: Readonly<Record<ServiceName, Compared>>
  readonly pulledBytes: Omit<Compared, 'ratio'>
} {
  const middle = (side: Side, value: (wayBack: WayBack) => number): number =>
    rounded(median(waysBack.filter((wayBack) => wayBack.side === side).map(value)), 0)
  const compared = (value: (wayBack: WayBack) => number): Compared => {
    const [ours, theirs] = [middle('berth', value), middle(against, value)]
    return { berth: ours, other: theirs, ratio: rounded(ours / theirs) }
  }
  const perService = (service: ServiceName): Compared => compared(({ downtimeMs }) => downtimeMs[service])
  const pulled = (side: Side): number => middle(side, ({ pulledBytes }) => pulledBytes)
  return {
    wholeMs: compared(({ wholeMs }) => wholeMs),
    healthyMs: compared(({ healthyMs }) => healthyMs),
    downtimeMs: { api: perService('api'), admin: perService('admin'), web: perService('web') },
    pulledBytes: { berth: pulled('berth'), other: pulled(against) },
  }
}

await main()
