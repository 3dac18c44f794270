import { BerthError } from '../../domain/berth-error'
import { asStartFailure, type Execution, ServiceFailure } from './execution'

/** Starts a container; what Docker says against it becomes the service's failure. */
export async function startOrFail(run: Execution, service: string, id: string): Promise<void> {
  try {
    await run.changes.start(id)
  } catch (error) {
    const failure = asStartFailure(error, service)
    if (failure instanceof BerthError && failure.code === 'start-failed') {
      throw new ServiceFailure(service, failure, id, '')
    }
    throw failure
  }
}
