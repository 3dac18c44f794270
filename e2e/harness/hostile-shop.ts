import { errorData } from '../../src/domain/berth-error'
import { berthLabels, composeLabels } from '../../src/domain/label-names'
import { begunDraft, endedDraft } from '../../src/testing/sample-ledger'
import { buildImages } from './built-image'
import { hostileTags, type HostileRegistry } from './hostile-registry'
import { hostileTexts } from './hostile-texts'
import { loadImages } from './load-images'
import { colleagueHost, type ColleagueLedger } from './sample-history'
import type { Shop } from './shop'

const { image, script, escapes, turned, stacked, lines, long, prototype, template, languages } = hostileTexts
const never = new AbortController().signal

/** The project whose name is honest, so that its pages can be opened by it; all else of it is hostile. */
export const evilSlot = 'evil'
/** The project that an owner with a hostile name has locked. */
const lockedSlot = hostileTexts.languages

/** Puts projects, images and a lock on a shop's host in which every text that Docker lets through is hostile. */
export async function plantHostileContainers({ engine }: Shop, registry: HostileRegistry): Promise<void> {
  const reference = await plantImage(engine, registry)
  const create = async (name: string, body: object): Promise<string> => {
    const path = `/containers/create?name=${name}`
    return (JSON.parse(await engine.call({ method: 'POST', path, body })) as { readonly Id: string }).Id
  }
  const common = { Image: reference, HostConfig: { NetworkMode: 'none' } }
  const projects = Object.values(hostileTexts).map((text) => ({ project: text, service: text }))
  const services = ['web', image, prototype, stacked].map((service) => ({ project: evilSlot, service }))
  const ids: string[] = []
  for (const [index, labels] of [...services, ...projects].entries()) {
    const running = index === 0 ? talkative : {}
    ids.push(await create(`evil_${String(index)}`, { ...common, ...running, Labels: labelsOf(labels) }))
  }
  await create('berth-lock-evil', { ...common, Labels: lockLabels })
  await engine.call({ method: 'POST', path: `/containers/${ids[0] ?? ''}/start` })
}

async function plantImage(engine: Shop['engine'], { address }: HostileRegistry): Promise<string> {
  const built = await buildImages([
    {
      repository: `${address}/evil/web`,
      tag: 'kickoff-240510-constructor',
      service: 'web',
      version: script,
      revision: image,
      createdAt: '2024-05-10T09:00:00Z',
      behaviour: { kind: 'healthy' },
      labels: { 'org.opencontainers.image.source': hostileTexts.link, [prototype]: prototype },
    },
  ])
  await loadImages(engine, built)
  return built[0]?.reference ?? ''
}

function labelsOf({ project, service }: { readonly project: string; readonly service: string }): object {
  return {
    [composeLabels.project]: project,
    [composeLabels.service]: service,
    [composeLabels.workingDirectory]: `/srv/${image}${turned}`,
    [composeLabels.configFiles]: `${script},${escapes},${lines}`,
    [composeLabels.dependsOn]: `${prototype}:${image}:${script},constructor:a:b`,
    [berthLabels.deployedBy]: `${image}${turned}${stacked}`,
    [berthLabels.deployedAt]: script,
    [berthLabels.color]: image,
    [berthLabels.settings]: long,
    'org.opencontainers.image.revision': `${escapes}${long}`,
  }
}

const lockLabels = {
  [berthLabels.lock]: lockedSlot,
  [berthLabels.lockOwner]: `${image}${escapes}${stacked}`,
  [berthLabels.lockReason]: `${script}${long}`,
  [berthLabels.lockDeployment]: `${template}${turned}`,
  [berthLabels.lockToken]: long,
}

/** Says each text on a line of its own, once as it is and once in JSON, and fails its health check with them. */
const talkative = {
  Cmd: [
    'node',
    '-e',
    `const texts = ${JSON.stringify({ ...hostileTexts, long: 'long' })}
    // An argument is no longer than 128 KB.
    texts.long = texts.long.repeat(250_000)
    for (const text of Object.values(texts)) {
      process.stdout.write(text + '\\n')
      process.stderr.write(JSON.stringify({ level: text, time: text, message: text, [text.slice(0, 900)]: { [texts.prototype]: text } }) + '\\n')
    }
    setInterval(() => undefined, 1000)`,
  ],
  Healthcheck: {
    Test: [
      'CMD',
      'node',
      '-e',
      `process.stdout.write(${JSON.stringify(`${image}${escapes}${stacked}\n${lines}`)}); process.exit(1)`,
    ],
    Interval: 1_000_000_000,
    Timeout: 5_000_000_000,
    Retries: 1,
  },
  Env: [`GREETING=${image}${escapes}${turned}`, `${prototype}=${template}`],
}

/** As much as a record of the ledger takes. */
const large = long.slice(0, 25_000)

/** What colleagues with hostile names are recorded to have done. */
export async function writeHostileHistory({ ledger }: ColleagueLedger, slot: string): Promise<void> {
  const startedAtMs = Date.now() - 60_000
  const by = `${image}${escapes}${turned}${stacked}`
  const untilMs = Date.now() + 3_600_000
  const error = errorData('gate-failed', { service: `${image}${script}`, slot: `${escapes}${large}` })
  const failed = {
    kind: 'put-back',
    error,
    failingOutput: `${script}${lines}${large}`,
    log: `${escapes}${stacked}`,
  } as const
  await ledger.append(
    colleagueHost,
    [
      {
        kind: 'reserved',
        by,
        slot,
        reservationId: 'evil-1',
        forWhom: `${languages}${stacked}`,
        why: `${script}${template}${turned}`,
        untilMs,
      },
      begunDraft(`evil-${prototype}`, { by, slot, reason: `${image}${lines}` }),
      endedDraft(`evil-${prototype}`, failed, startedAtMs, { by, slot }),
      { kind: 'held', by, slot, tag: hostileTags.described, deploymentId: escapes },
      {
        kind: 'taken-over',
        by,
        slot,
        lockDeploymentId: image,
        lockOwner: `${script}${stacked}`,
        choice: 'put-back',
        reason: `${large}${template}`,
      },
      {
        kind: 'overruled',
        by,
        slot,
        reservationId: 'evil-0',
        reservedBy: `${turned}${image}`,
        reason: lines,
        deploymentId: prototype,
      },
      publishedByEvil(by, slot),
    ],
    never,
  )
}

/** The same colleague deploys now, so that followers are told. */
export async function tellOfNow({ ledger }: ColleagueLedger, slot: string): Promise<void> {
  const by = `${image}${escapes}${turned}${stacked}`
  await ledger.append(colleagueHost, [begunDraft('evil-now', { by, slot, reason: `${script}${lines}` })], never)
}

/** A file that nobody checked: addresses that no browser may be given, and slots that are called anything. */
function publishedByEvil(by: string, slot: string) {
  const urls = { web: hostileTexts.link, [prototype]: 'https://evil.example/"><img src=x>' }
  const slots = [slot, ...Object.values(hostileTexts)].map((name) => ({
    name: name.slice(0, large.length),
    services: [image, prototype],
    urls,
  }))
  const texts = {
    checksum: script,
    branch: '(?<summary>(a+)+)$',
    platform: `${image}{version}${turned}`,
    note: `${script}${stacked}`,
  }
  const versions = { [hostileTags.long]: script }
  return { kind: 'settings-published', by, slot: null, version: 666, slots, versions, ...texts } as const
}
