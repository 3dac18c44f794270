import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { composeLabels } from '../../src/domain/label-names'
import { buildImages } from './built-image'
import { type DockerEngine, startDockerEngine } from './docker-engine'
import { loadImages } from './load-images'

/** A container that runs a command and nothing else, as a service of a Compose project. */
export type ToolContainer = {
  readonly project: string
  readonly service: string
  readonly command: readonly string[]
  /** Further fields of Docker's create call. */
  readonly more?: Readonly<Record<string, unknown>>
}

const toolImage = 'shop/tool:one'

/** An engine that has the image of `createTool`; a shell and Node are in there. */
export async function startToolEngine(name: string): Promise<DockerEngine> {
  const engine = await startDockerEngine({ name })
  const tool = {
    repository: 'shop/tool',
    tag: 'one',
    service: 'tool',
    version: '1',
    revision: 'a',
    createdAt: '2024-05-10T09:00:00Z',
    healthEveryMs: null,
    behaviour: { kind: 'healthy' },
  } as const
  await loadImages(engine, await buildImages([tool]))
  return engine
}

/** Creates one, not started; answers with its ID. */
export async function createTool(engine: DockerEngine, tool: ToolContainer): Promise<string> {
  const body = {
    Image: toolImage,
    Labels: { [composeLabels.project]: tool.project, [composeLabels.service]: tool.service },
    HostConfig: { NetworkMode: 'none' },
    Cmd: tool.command,
    ...tool.more,
  }
  const answer = await engine.call({ method: 'POST', path: '/containers/create', body })
  return (JSON.parse(answer) as { readonly Id: string }).Id
}

/** What Docker's own client prints of a container's log, both streams as they come. */
export async function printedLog(engine: DockerEngine, id: string): Promise<readonly string[]> {
  const options = { env: { ...process.env, DOCKER_HOST: engine.address }, maxBuffer: 1_000_000_000 }
  const { stdout } = await promisify(execFile)('sh', ['-c', `docker logs ${id} 2>&1`], options)
  return stdout.split('\n').slice(0, -1)
}
