import type { DockerClient } from '../../src/engine/ports'

/** A client whose owner dies: at one change the call throws, made (even numbers) or not (odd ones), and so does each later one. */
export type CuttingClient = {
  readonly client: DockerClient
  readonly isCut: () => boolean
  /** It dies no more. */
  readonly mend: () => void
}

type Change = (...given: readonly unknown[]) => Promise<unknown>

const changes = [
  'createContainer',
  'startContainer',
  'stopContainer',
  'setRestartPolicy',
  'removeContainer',
  'renameContainer',
  'connectNetwork',
  'disconnectNetwork',
  'writeFiles',
  'exec',
] as const satisfies readonly (keyof DockerClient)[]

/** Cuts at the change of that number, counted from 1. */
export function cuttingClient(client: DockerClient, cutAt: number): CuttingClient {
  let count = 0
  let isMended = false
  const cutting = (change: Change): Change => {
    return async (...given) => {
      if (isMended) return change(...given)
      count += 1
      if (count > cutAt || (count === cutAt && cutAt % 2 === 1)) throw new Error('cut off before')
      const result = await change(...given)
      if (count === cutAt) throw new Error('cut off after')
      return result
    }
  }
  const wrapped = Object.fromEntries(changes.map((name) => [name, cutting(client[name] as unknown as Change)]))
  return { client: { ...client, ...wrapped }, isCut: () => count >= cutAt, mend: () => void (isMended = true) }
}
