import { expect, test } from 'vitest'
import { type PublishedPort, whoTakes } from './host-port'

const has = (container: string, port: number, change: Partial<PublishedPort> = {}): PublishedPort => ({
  container,
  hostIp: '0.0.0.0',
  protocol: 'tcp',
  port,
  ...change,
})

const wants = (first: number, last = first, hostIp: string | null = null) => ({ hostIp, protocol: 'tcp', first, last })

test('a port is taken by who has it on the same protocol and on an address that is also its own', () => {
  expect(whoTakes(wants(80), [has('proxy', 80), has('other', 81)])).toMatchObject({ container: 'proxy' })
  expect(whoTakes(wants(80), [has('dns', 80, { protocol: 'udp' })])).toBeNull()
  expect(whoTakes(wants(80, 80, '127.0.0.1'), [has('proxy', 80)])).toMatchObject({ container: 'proxy' })
  expect(whoTakes(wants(80), [has('proxy', 80, { hostIp: '10.0.0.1' })])).toMatchObject({ container: 'proxy' })
  expect(whoTakes(wants(80, 80, '127.0.0.1'), [has('proxy', 80, { hostIp: '10.0.0.1' })])).toBeNull()
})

test('a range is taken only when nothing of it is free', () => {
  const two = [has('one', 3000), has('two', 3001), has('two', 3001, { hostIp: '::' })]
  expect(whoTakes(wants(3000, 3002), two)).toBeNull()
  expect(whoTakes(wants(3000, 3001), two)).toMatchObject({ container: 'one', port: 3000 })
})
