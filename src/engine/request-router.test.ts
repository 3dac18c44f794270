import { describe, expect, it } from 'vitest'
import { requests } from '../contract/requests'
import { BerthError } from '../domain/berth-error'
import { createRequestRouter, type RequestHandlers } from './request-router'

const never = new AbortController().signal

/** A router whose requests all do `act`. */
function router(act: (body: unknown, signal: AbortSignal) => unknown) {
  const logged: string[] = []
  const handlers = Object.fromEntries(Object.keys(requests).map((name) => [name, act])) as unknown as RequestHandlers
  return { request: createRequestRouter(handlers, (_, message) => logged.push(message)), logged }
}

describe('the door of the engine', () => {
  it.each([
    ['retry-host', {}, 'hostId'],
    ['retry-host', { hostId: 'a', more: 1 }, 'more'],
    ['retry-host', null, 'body'],
    ['retry-host', 'text', 'body'],
    [
      'open-log',
      { source: { hostId: 'a', slot: 'b', services: [1] }, tail: 1, sinceMs: null, follow: true },
      'source.services.0',
    ],
    ['read-log-rows', { viewId: 'a', first: 0, count: 501, maxLength: 80 }, 'count'],
    ['update-settings', { theme: 'pink' }, 'theme'],
    ['update-settings', { hosts: [] }, 'hosts'],
    ['plan-operation', { hostId: 'a', slot: 'b', operation: { kind: 'explode' } }, 'operation.kind'],
  ] as const)('refuses %s of %j by the field %s', async (name, body, field) => {
    const { request } = router(() => {
      throw new Error('must not be reached')
    })
    await expect(request(name, body, never)).rejects.toMatchObject({
      code: 'bad-request',
      data: { details: { field } },
    })
  })

  it('refuses what is not a request', async () => {
    const { request } = router(() => ({}))
    for (const name of ['toString', '__proto__', 'explode']) {
      await expect(request(name as 'retry-host', {}, never)).rejects.toMatchObject({ code: 'bad-request' })
    }
  })

  it('hands on the checked body and what comes of it; a change names only what it changes', async () => {
    const { request } = router((body) => body)
    expect(await request('update-settings', { theme: 'dark' }, never)).toEqual({ theme: 'dark' })
  })

  it('lets out errors of Berth alone: a fault is logged, an abort is a cancel', async () => {
    const refusing = router(() => {
      throw new BerthError('deployment-unknown')
    })
    await expect(refusing.request('retry-host', { hostId: 'a' }, never)).rejects.toMatchObject({
      code: 'deployment-unknown',
    })
    expect(refusing.logged).toEqual([])
    const faulty = router(() => {
      throw new TypeError('x is not a function')
    })
    await expect(faulty.request('retry-host', { hostId: 'a' }, never)).rejects.toMatchObject({ code: 'internal' })
    expect(faulty.logged).toEqual(['request retry-host failed'])
    const abort = new AbortController()
    const slow = router(
      (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('gone')))),
    )
    const answer = slow.request('retry-host', { hostId: 'a' }, abort.signal)
    abort.abort()
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
    expect(slow.logged).toEqual([])
  })
})
