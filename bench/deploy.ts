// A switch of three services, against `docker-compose pull && docker-compose up -d` on the same slot and images.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SERVICES, type ServiceName } from '../e2e/harness/shop-catalog'
import { type BenchSlot, startBenchSlot } from './bench-slot'
import { makeHome } from './demo-home'
import { median, rounded } from './statistics'
import { type Change, type Command, timeChange, type Timing } from './timed-change'

const rounds = Number(process.argv[2] ?? 9)
const mostOfCompose = 0.9
const commandLine = resolve(import.meta.dirname, '../out/cli/berth.cjs')

/** `berth deploy` as a person or CI runs it, its own start included. */
function berthChange(slot: BenchSlot, home: string): Command {
  const deploy = ['deploy', 'dev1', '--tag', slot.newTag, '--yes', '--by', 'bench']
  return {
    words: [process.execPath, commandLine, ...deploy],
    environment: { HOME: slot.directory, BERTH_HOME: home },
  }
}

/** What the team did before: the file is written for the new tag already. */
function composeChange(slot: BenchSlot): Command {
  const { project, file } = slot.writeFor(slot.newTag)
  const client = `docker-compose -p ${project} -f ${file}`
  return {
    words: ['sh', '-c', `${client} pull && ${client} up -d`],
    environment: { HOME: slot.directory, DOCKER_HOST: slot.shop.engine.address },
  }
}

function changeOf(slot: BenchSlot, command: Command, round: number): Change {
  const { shop, ports, newImageIds: imageIds, newRevision: revision } = slot
  return { ...command, engine: shop.engine, project: 'dev1', ports, imageIds, revision, round }
}

async function main(): Promise<void> {
  const slot = await startBenchSlot('bench-deploy')
  const home = makeHome(slot.shop.engine.address)
  mkdirSync(join(slot.directory, '.docker'))
  const berth: Timing[] = []
  const compose: Timing[] = []
  const once = async (side: 'berth' | 'compose', round: number): Promise<void> => {
    await slot.reset(slot.oldTag)
    const command = side === 'berth' ? berthChange(slot, home.path) : composeChange(slot)
    const timing = await timeChange(changeOf(slot, command, round))
    ;(side === 'berth' ? berth : compose).push(timing)
    if (process.env['BENCH_EACH']) console.error(side, JSON.stringify(timing))
  }
  try {
    for (let round = 0; round < rounds; round += 1) {
      // Who comes first changes: neither always meets what the other left warm.
      await once(round % 2 === 0 ? 'berth' : 'compose', round)
      await once(round % 2 === 0 ? 'compose' : 'berth', round)
    }
    report(berth, compose)
  } finally {
    home.remove()
    slot.shop.remove()
  }
}

function report(berth: readonly Timing[], compose: readonly Timing[]): void {
  const middle = (timings: readonly Timing[], value: (timing: Timing) => number): number =>
    rounded(median(timings.map(value)), 0)
  const compared = (value: (timing: Timing) => number): { berth: number; compose: number; ratio: number } => {
    const [ours, theirs] = [middle(berth, value), middle(compose, value)]
    return { berth: ours, compose: theirs, ratio: rounded(ours / theirs) }
  }
  const perService = (service: ServiceName) => compared(({ downtimeMs }) => downtimeMs[service])
  const wholeMs = compared((timing) => timing.wholeMs)
  const healthyMs = compared((timing) => timing.healthyMs)
  const downtimeMs = { api: perService('api'), admin: perService('admin'), web: perService('web') }
  // What people wait for; a command that is still clearing up by then keeps nobody.
  const ratios = [healthyMs.ratio, ...SERVICES.map((service) => downtimeMs[service].ratio)]
  console.log(
    JSON.stringify({
      bench: 'deploy',
      rounds: berth.length,
      wholeMs,
      healthyMs,
      downtimeMs,
      within: ratios.every((ratio) => ratio <= mostOfCompose),
    }),
  )
}

await main()
