import type { DockerClient } from '../engine/ports'
import { type FakeParts, refused } from './fake-docker-parts'
import { containerOf, type FakeContainer, kill } from './fake-docker-state'

type ProcessCalls = Pick<DockerClient, 'killContainer' | 'exec' | 'listProcesses'>

/** Commands come to what the test says. */
export function fakeProcessCalls({ state, calls }: FakeParts): ProcessCalls {
  const running = (id: string, operation: string): FakeContainer => {
    const container = containerOf(state, id)
    if (container.observation.status === 'running') return container
    throw refused(operation, `Container ${id.slice(0, 12)} is not running`, 409)
  }
  return {
    killContainer: async (id, signalName, signal) => {
      await calls.enter('killContainer', [id, signalName], signal)
      kill(state, running(id, 'signal container'), signalName)
    },
    exec: async (containerId, command, signal) => {
      await calls.enter('exec', [containerId, command], signal)
      return state.exec(running(containerId, 'run command').observation.name, command)
    },
    listProcesses: async (containerId, signal) => {
      await calls.enter('listProcesses', [containerId], signal)
      return running(containerId, 'list processes').processes
    },
  }
}
