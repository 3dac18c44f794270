import { composeLabels } from '../../domain/label-names'
import type { DockerEvent } from '../ports'

/** Looking makes events too (`archive-path`): these never cause a look. Commands in a container make none that are heard. */
const actions: ReadonlySet<string> = new Set(['start', 'die', 'destroy', 'rename', 'kill', 'extract-to-dir'])

/** Whether an event of a slot's proxy may mean that its file is another one: it was started, told to reload, written to. */
export function concernsProxy({ action, attributes }: DockerEvent, proxy: string, slot: string): boolean {
  const isService = attributes[composeLabels.project] === slot && attributes[composeLabels.service] === proxy
  return (attributes['name'] === proxy || isService) && actions.has(action)
}
