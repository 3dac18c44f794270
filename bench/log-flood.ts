import type { DockerEngine } from '../e2e/harness/docker-engine'
import { createTool } from '../e2e/harness/tool-containers'

/** Line `index` of a service; its source runs in the container as well. */
export function lineOf(name: string, index: number): string {
  const level = index % 50 === 0 ? 'ERROR' : 'INFO'
  return `${level} [${name}] request ${index} GET /api/items/${(index * 7919) % 10007} took ${index % 977} ms`
}

/** Runs a container that writes numbered lines as fast as it can, to its end; answers with its ID. */
export async function writeFlood(
  engine: DockerEngine,
  project: string,
  service: string,
  count: number,
): Promise<string> {
  const script = `${String(lineOf)}
    const { writeSync } = require('node:fs')
    let block = ''
    for (let i = 0; i < ${count}; i++) {
      block += lineOf('${service}', i) + '\\n'
      if (block.length > 60000 || i === ${count - 1}) { writeSync(1, block); block = '' }
    }`
  const id = await createTool(engine, { project, service, command: ['node', '-e', script] })
  await engine.call({ method: 'POST', path: `/containers/${id}/start` })
  await engine.call({ method: 'POST', path: `/containers/${id}/wait` })
  return id
}
