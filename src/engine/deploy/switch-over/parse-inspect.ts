import type { z } from 'zod'
import { BerthError } from '../../../domain/berth-error'
import { reasonDetails } from '../../../domain/error-reasons'
import type { RawInspect } from '../../ports'

/** An inspect answer in the schema's shape. Throws `docker-refused` naming the field that is not. */
export function parseInspect<Output>(schema: z.ZodType<Output>, inspect: RawInspect, operation: string): Output {
  const parsed = schema.safeParse(inspect)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new BerthError('docker-refused', { operation, status: 200, ...reasonDetails('answer-unexpected', { where }) })
}
