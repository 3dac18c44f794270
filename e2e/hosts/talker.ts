import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import type { Shop } from '../harness/shop'
import { waitUntil } from '../harness/wait-until'
import type { FarPerson } from './far-person'

const never = new AbortController().signal

/** A container that writes numbered lines, and a person's view that follows it. */
export type Talker = {
  readonly id: string
  /** What the person's view shows so far, markers left out. */
  readonly shown: () => Promise<readonly string[]>
  /** Waits until it has written so many lines more. */
  readonly untilMore: (lines: number) => Promise<void>
  /** Waits for its end (`stop`: ends it), and until the person sees exactly what `docker logs` prints; answers with how many lines that is. */
  readonly expectWhole: (stop?: 'stop') => Promise<number>
  readonly remove: () => Promise<void>
}

/** What a talker says: so many lines in bursts of 400 (`stays`: and then nothing), or a line every now and then for as long as it lives. */
export type Speech = { readonly lines: number; readonly stays?: boolean } | 'without-end'

function scriptOf(speech: Speech): string {
  if (speech === 'without-end') return 'i=0; while :; do i=$((i+1)); echo "line $i of the talker"; sleep 0.02; done'
  const burst = 'i=$((i+1)); echo "line $i of the talker"; [ $((i % 400)) -eq 0 ] && sleep 0.3'
  const end = speech.stays === true ? '; exec sleep 3600' : ''
  return `i=0; while [ $i -lt ${String(speech.lines)} ]; do ${burst}; done${end}`
}

/** Starts one on the slot dev9, once somebody follows it. */
export async function startTalker(shop: Shop, person: FarPerson, speech: Speech): Promise<Talker> {
  const { engine } = shop
  const name = `talker-${String((count += 1))}`
  const body = {
    Image: shop.reference('api', 'dashboard'),
    Entrypoint: ['sh', '-c', scriptOf(speech)],
    Labels: { 'com.docker.compose.project': 'dev9', 'com.docker.compose.service': 'talker' },
    HostConfig: { NetworkMode: 'none', RestartPolicy: { Name: speech === 'without-end' ? 'unless-stopped' : 'no' } },
  }
  const { Id: id } = JSON.parse(
    await engine.call({ method: 'POST', path: `/containers/create?name=${name}`, body }),
  ) as { readonly Id: string }
  await waitUntil('the talker on the board', 10_000, () => person.host().slots.some((slot) => slot.name === 'dev9'))
  const source = { hostId: person.host().host.id, slot: 'dev9', services: null }
  const { viewId } = await person.engine.request('open-log', { source, tail: null, sinceMs: null, follow: true }, never)
  await engine.call({ method: 'POST', path: `/containers/${id}/start` })
  const printed = async (): Promise<readonly string[]> => {
    const environment = { ...process.env, DOCKER_HOST: engine.address }
    const { stdout } = await promisify(execFile)('docker', ['logs', name], { env: environment, maxBuffer: 10_000_000 })
    return stdout.trimEnd().split('\n')
  }
  const shown = (): Promise<readonly string[]> => linesOf(person, viewId)
  return {
    id,
    shown,
    untilMore: async (lines) => {
      const before = (await printed()).length
      await waitUntil('more lines', 30_000, async () => (await printed()).length >= before + lines)
    },
    expectWhole: async (stop) => {
      if (stop === 'stop') await engine.call({ method: 'POST', path: `/containers/${id}/stop?t=1` })
      else await engine.call({ method: 'POST', path: `/containers/${id}/wait`, timeoutMs: 60_000 })
      const wanted = await printed()
      const seen = await waitUntil('the last line', 30_000, async () => {
        const lines = await shown()
        return lines.length >= wanted.length && lines.at(-1) === wanted.at(-1) ? lines : null
      })
      expect(seen).toEqual(wanted)
      return wanted.length
    },
    remove: async () => {
      await engine.call({ method: 'DELETE', path: `/containers/${id}?force=1` })
      await waitUntil('the talker to go', 30_000, () => !person.host().slots.some((slot) => slot.name === 'dev9'))
    },
  }
}

let count = 0

async function linesOf(person: FarPerson, viewId: string): Promise<readonly string[]> {
  const texts: string[] = []
  const isLine: boolean[] = []
  for (;;) {
    const body = { viewId, first: texts.length, count: 500, maxLength: 500 }
    const rows = await person.engine.request('read-log-rows', body, never)
    if (rows.texts.length === 0) break
    texts.push(...rows.texts)
    isLine.push(...[...rows.kind].map((kind) => kind !== 2))
  }
  return texts.filter((_, row) => isLine[row])
}
