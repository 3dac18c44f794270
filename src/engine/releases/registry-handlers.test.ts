import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { sampleHost, sampleService, sampleSlot } from '../../testing/sample-views'
import type { RegistryClient } from '../registry/registry-port'
import { createRegistryAnswers } from './registry-answers'
import { registryHandlers } from './registry-handlers'
import type { RegistryQuestion } from './registry-ways'

const never = new AbortController().signal
const hub = 'docker.io'
const far = 'registry.example.com:5000'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'registries-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

/** Two hosts that run images of two registries, and one that was built there. `knock`: what a registry says. */
function open(knock: () => Promise<'nobody' | 'docker' | 'typed'>) {
  const service = (image: string, digest: string | null) => sampleService(0, 'web', { image, digest })
  const slots = (hostId: string, services: ReturnType<typeof service>[]) => [sampleSlot(hostId, 'dev1', services)]
  const board = {
    hosts: [
      {
        host: sampleHost(0, 'a'),
        slots: slots('a', [service(`${far}/web:1`, 'sha256:a'), service('shop_web:1', null)]),
      },
      {
        host: sampleHost(0, 'b'),
        slots: slots('b', [service(`${far}/api:1`, 'sha256:b'), service('nginx', 'sha256:c')]),
      },
    ],
  }
  const asked: string[] = []
  const judged: boolean[] = []
  const answers = createRegistryAnswers({ nowMs: () => 7 })
  const client = { knock } as unknown as RegistryClient
  const handlers = registryHandlers({
    board: () => board,
    ways: {
      ask: <Result>(_: string | null, repository: string, question: RegistryQuestion<Result>) => {
        asked.push(`here ${repository}`)
        return question(client, null)
      },
      askFor: <Result>(hostIds: readonly string[], repository: string, question: RegistryQuestion<Result>) => {
        asked.push(`${hostIds.join()} ${repository}`)
        return question(client, null)
      },
    },
    answers,
    typed: { judged: (_, isRight) => void judged.push(isRight) },
    dockerConfigDirectory: directory,
  })
  const list = async (also: string[] = []) => (await handlers['list-registries']({ also }, never)).registries
  return { handlers, list, asked, judged, answers }
}

it('lists the registries of the board and those asked for, by one name each, with Docker’s login and the last answer', async () => {
  const { list, answers } = open(async () => 'nobody')
  expect(await list()).toEqual([
    { registry: hub, docker: { kind: 'nobody' }, answer: null },
    { registry: far, docker: { kind: 'nobody' }, answer: null },
  ])
  const auths = { [far]: { auth: Buffer.from('ci:hunter2').toString('base64') } }
  writeFileSync(join(directory, 'config.json'), JSON.stringify({ auths, credHelpers: { 'ghcr.io': 'gh' } }))
  answers.note(far, new BerthError('registry-login-needed', { registry: far }))
  answers.note('index.docker.io', null)
  const found = await list(['index.docker.io', 'ghcr.io'])
  expect(found).toMatchObject([
    { registry: hub, answer: { atMs: 7, error: null } },
    { registry: 'ghcr.io', docker: { kind: 'helper', helper: 'gh' }, answer: null },
    { registry: far, docker: { kind: 'config' }, answer: { atMs: 7, error: { code: 'registry-login-needed' } } },
  ])
  expect(JSON.stringify(found)).not.toContain('hunter2')
  writeFileSync(join(directory, 'config.json'), 'nonsense')
  expect((await list())[0]).toMatchObject({ docker: { kind: 'unusable', error: { code: 'credentials-unusable' } } })
})

it('tries a registry from where its images run, and tells the shell what it said of a typed login', async () => {
  let says: 'nobody' | 'docker' | 'typed' | 'typed-login-refused' | 'registry-not-reached' = 'docker'
  const { handlers, asked, judged } = open(async () => {
    if (says === 'nobody' || says === 'docker' || says === 'typed') return says
    throw new BerthError(says, { registry: far })
  })
  const tryIt = (registry: string) => handlers['try-registry']({ registry }, never)
  expect(await tryIt(far)).toEqual({ as: 'docker' })
  expect(await tryIt('ghcr.io')).toEqual({ as: 'docker' })
  expect(asked).toEqual([`a,b ${far}/x`, 'here ghcr.io/x'])
  expect(judged).toEqual([])
  says = 'registry-not-reached'
  await expect(tryIt(far)).rejects.toMatchObject({ code: says })
  expect(judged).toEqual([])
  says = 'typed-login-refused'
  await expect(tryIt(far)).rejects.toMatchObject({ code: says })
  says = 'typed'
  expect(await tryIt(far)).toEqual({ as: 'typed' })
  expect(judged).toEqual([false, true])
})
