import type { LogViewState } from '../../contract/log-contract'
import { type BerthErrorData, errorData } from '../../domain/berth-error'
import type { SlotLogContainer } from './slot-log-containers'

/** Why containers of a view can't be read just now, in the words of the view: the service's name, where Docker knows the container's alone. */
export class ContainerProblems {
  private readonly problems = new Map<string, BerthErrorData>()

  /** Null: it can be read. Answers whether that is news. */
  note(container: SlotLogContainer, problem: BerthErrorData | null): boolean {
    const known = this.problems.get(container.id)
    if (problem === null) return this.problems.delete(container.id)
    if (known?.code === problem.code) return false
    this.problems.set(container.id, errorData(problem.code, { ...problem.details, service: container.service }))
    return true
  }

  forget(containerId: string): void {
    this.problems.delete(containerId)
  }

  /** As the view's state tells them. */
  now(): LogViewState['problems'] {
    return [...this.problems.values()].map(({ code, message, details }) => ({
      service: String(details['service'] ?? ''),
      code,
      message,
    }))
  }
}
