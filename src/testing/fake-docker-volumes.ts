import type { DockerClient } from '../engine/ports'
import { mountsOf } from './fake-docker-files'
import { type FakeParts, refused } from './fake-docker-parts'

type VolumeCalls = Pick<DockerClient, 'createVolume' | 'inspectVolume' | 'listVolumes' | 'removeVolume'>

/** Volumes by name; one that is there stays as it is. */
export function fakeVolumeCalls({ state, calls }: FakeParts): VolumeCalls {
  return {
    createVolume: async (name, options, signal) => {
      await calls.enter('createVolume', [name, options], signal)
      const { labels, driver = 'local', driverOptions = {} } = options
      const observation = { name, labels, driver, driverOptions, createdAtMs: state.nowMs() }
      const volume = state.volumes.get(name) ?? { observation, files: new Map() }
      state.volumes.set(name, volume)
      return volume.observation
    },
    inspectVolume: async (name, signal) => {
      await calls.enter('inspectVolume', [name], signal)
      return state.volumes.get(name)?.observation ?? null
    },
    listVolumes: async (label, signal) => {
      await calls.enter('listVolumes', [label], signal)
      const [name = '', ...value] = label.split('=')
      return [...state.volumes.values()]
        .map(({ observation }) => observation)
        .filter(({ labels }) => labels[name] !== undefined && (value.length === 0 || labels[name] === value.join('=')))
    },
    removeVolume: async (name, signal) => {
      await calls.enter('removeVolume', [name], signal)
      const isUsed = [...state.containers.values()].some((container) =>
        mountsOf(container).some(({ type, source }) => type === 'volume' && source === name),
      )
      if (isUsed) throw refused('remove volume', `remove ${name}: volume is in use`, 409)
      state.volumes.delete(name)
    },
  }
}
