import { callDocker } from './docker-api'

/** Says of a request that changes something which step of a deployment it is, in words that are the same in every run. */
export type StepNamer = (method: string, url: string) => Promise<string>

/** Names steps by what the engine behind the socket says of the container; by what it last said while it is away. */
export function createStepNamer(socketPath: string): StepNamer {
  const names = new Map<string, string>()
  const nameOf = async (id: string): Promise<string> => {
    try {
      const answer = await callDocker(socketPath, { path: `/containers/${id}/json`, timeoutMs: 2_000 })
      names.set(id, (JSON.parse(answer) as { readonly Name: string }).Name.slice(1))
    } catch {
      // Gone, or the engine is away: what was known last is what the step is about.
    }
    return names.get(id) ?? 'a container that is gone'
  }
  /** What is run where; an exec's own id tells nobody anything. */
  const runOf = async (id: string): Promise<string> => {
    try {
      const answer = await callDocker(socketPath, { path: `/exec/${id}/json`, timeoutMs: 2_000 })
      const { ContainerID, ProcessConfig } = JSON.parse(answer) as ExecInspect
      return `run ${[ProcessConfig.entrypoint, ...ProcessConfig.arguments].join(' ')} in ${await nameOf(ContainerID)}`
    } catch {
      return 'run something that is gone'
    }
  }
  return async (method, url) => {
    const { pathname, searchParams } = new URL(url, 'http://docker')
    const [kind = '', subject = '', action = ''] = pathname.replace(/^\/v[\d.]+\//, '').split('/')
    if (kind === 'containers' && subject === 'create') return plain(`create ${searchParams.get('name') ?? ''}`)
    if (kind === 'exec' && action === 'start') return plain(await runOf(subject))
    if (kind === 'containers') return plain(`${verbOf(method, action)} ${await nameOf(subject)}`)
    if (kind === 'images' && subject === 'create') return imageStep(searchParams)
    // A name of an image has slashes of its own.
    if (kind === 'images') return method === 'DELETE' ? 'untag an image' : 'tag an image'
    return plain([method === 'DELETE' ? 'remove' : action || subject, kind].join(' '))
  }
}

type ExecInspect = {
  readonly ContainerID: string
  readonly ProcessConfig: { readonly entrypoint: string; readonly arguments: readonly string[] }
}

function verbOf(method: string, action: string): string {
  if (method === 'DELETE') return 'remove'
  if (method === 'PUT') return 'write into'
  return action === 'update' ? 'set restart policy of' : action
}

function imageStep(query: URLSearchParams): string {
  const image = query.get('fromImage')
  return image === null ? 'make the empty image' : `pull ${image.split('/').slice(1).join('/')}`
}

/** Without what is made up anew each time: deployment and generation ids. */
function plain(step: string): string {
  return step.replace(/\.berth-[0-9a-f]+/g, '.berth').replace(/(berth-(?:ledger|private))-[0-9a-f-]+/g, '$1')
}
