import { expect, onTestFinished, test, vi } from 'vitest'
import { NoticeSecretDesk } from './notice-secrets'

const address = 'https://hooks.slack.com/services/T0/B0/token'

function desk(quality: 'keyring' | 'no', kept = new Map<string, string>()): NoticeSecretDesk {
  return new NoticeSecretDesk({
    store: {
      find: async (id) => kept.get(id) ?? null,
      keep: async (id, secret) => void kept.set(id, secret),
      forget: async (id) => void kept.delete(id),
    },
    cipher: { quality: () => quality },
    report: (error) => {
      throw error
    },
  })
}

test('what is typed comes back to nobody but the engine, and what is left out stays as it was', async () => {
  const secrets = desk('keyring')
  const shown = 'https://hooks.slack.com/••••••••'
  expect(await secrets.keep({ targetId: 'target-1', address, signingSecret: 'abc', keep: true })).toEqual({
    kind: 'kept',
    shown,
  })
  expect(await secrets.keep({ targetId: 'target-1', keep: true })).toEqual({ kind: 'kept', shown })
  expect(await secrets.find('target-1')).toEqual({ address, signingSecret: 'abc' })
  await secrets.keep({ targetId: 'target-1', signingSecret: null, keep: true })
  expect(await secrets.find('target-1')).toEqual({ address, signingSecret: null })
})

test('they outlive the app only where that was wished and is possible, and no longer once it is not', async () => {
  const kept = new Map<string, string>()
  await desk('no', kept).keep({ targetId: 'target-1', address, keep: true })
  await desk('keyring', kept).keep({ targetId: 'target-1', address, keep: false })
  expect(kept.size).toBe(0)
  const first = desk('keyring', kept)
  await first.keep({ targetId: 'target-1', address, keep: true })
  expect(await desk('keyring', kept).find('target-1')).toEqual({ address, signingSecret: null })
  expect(await first.isKept('target-1')).toBe(true)
  await first.keep({ targetId: 'target-1', keep: false })
  expect(await first.isKept('target-1')).toBe(false)
  expect(kept.size).toBe(0)
  await first.forget('target-1')
  expect(await first.find('target-1')).toBeNull()
})

test('an address that nothing may be sent to is refused and nothing is kept', async () => {
  const kept = new Map<string, string>()
  const secrets = desk('keyring', kept)
  const refused = (typed: string | undefined) =>
    secrets.keep({ targetId: 'target-1', ...(typed === undefined ? {} : { address: typed }), keep: true })
  expect(await refused('http://hooks.example.com/x')).toEqual({ kind: 'refused', reason: 'not-https' })
  expect(await refused(undefined)).toEqual({ kind: 'refused', reason: 'missing' })
  expect(kept.size).toBe(0)
})

test('what was forgotten can be brought back as it was, once, for half a minute, and only the last of it', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const kept = new Map<string, string>()
  const secrets = desk('keyring', kept)
  const add = (targetId: string, keep: boolean) => secrets.keep({ targetId, address, signingSecret: 'abc', keep })
  await add('target-1', true)
  await add('target-2', false)
  await secrets.forget('target-1')
  expect([kept.size, await secrets.find('target-1')]).toEqual([0, null])
  expect(await secrets.bringBack('target-2')).toBe(false)
  expect([await secrets.bringBack('target-1'), await secrets.bringBack('target-1')]).toEqual([true, false])
  expect([kept.size, await secrets.find('target-1')]).toEqual([1, { address, signingSecret: 'abc' }])
  await secrets.forget('target-2')
  await secrets.forget('target-1')
  expect(await secrets.bringBack('target-2')).toBe(false)
  vi.advanceTimersByTime(30_000)
  expect(await secrets.bringBack('target-1')).toBe(false)
  await add('target-1', true)
  await secrets.forget('target-1')
  secrets.forgetRemembered()
  expect(await secrets.bringBack('target-1')).toBe(false)
})
