import { expect, test } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock'
import { createFakeDocker } from '../../testing/fake-docker'
import { countOwnWrites } from './own-writes'

const never = new AbortController().signal
const file = { name: 'a', bytes: new Uint8Array() }

function world(): ReturnType<typeof countOwnWrites> & { readonly write: () => Promise<void> } {
  const docker = createFakeDocker(createFakeClock())
  docker.control.addImage('berth-store:1')
  const id = docker.control.addContainer('berth-ledger', { Image: 'berth-store:1' }, false)
  const own = countOwnWrites(docker)
  return { ...own, write: () => own.client.writeFiles(id, '/records', [file], never) }
}

test('of two signs after one own write, one is somebody else’s', async () => {
  const { write, isOwnSign } = world()
  await write()
  expect([isOwnSign(), isOwnSign()]).toEqual([true, false])
})

test('a sign that comes before the write’s answer is its own', async () => {
  const { write, isOwnSign } = world()
  const writing = write()
  expect(isOwnSign()).toBe(true)
  await writing
  expect(isOwnSign()).toBe(false)
})

test('a write that failed answers for no sign, and one whose sign never came for none after a look', async () => {
  const { client, write, isOwnSign, forget } = world()
  await expect(client.writeFiles('gone', '/records', [file], never)).rejects.toMatchObject({ code: 'container-gone' })
  expect(isOwnSign()).toBe(false)
  await write()
  forget()
  expect(isOwnSign()).toBe(false)
})
