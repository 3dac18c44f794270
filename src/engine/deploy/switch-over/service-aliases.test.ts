import { expect, test } from 'vitest'
import { withoutAliases } from './service-aliases'

test('a container is made without names, and gets them later with one of its own', () => {
  const address = { IPAMConfig: { IPv4Address: '10.0.0.7' } }
  const endpoint = { ...address, Aliases: ['web', 'dev1-web-1', 'dev1-web-1--blue'] }
  const body = { Image: 'web', NetworkingConfig: { EndpointsConfig: { dev1_default: endpoint } } }
  const otherNetworks = [
    { network: 'edge', endpoint: { Aliases: ['shop'] } },
    { network: 'bridge', endpoint: {} },
  ]
  expect(withoutAliases({ body, otherNetworks }, 'dev1-web-1', 'green')).toEqual({
    body: { Image: 'web', NetworkingConfig: { EndpointsConfig: { dev1_default: address } } },
    otherNetworks: [
      { network: 'edge', endpoint: {} },
      { network: 'bridge', endpoint: {} },
    ],
    named: [
      { network: 'dev1_default', endpoint: { ...address, Aliases: ['web', 'dev1-web-1', 'dev1-web-1--green'] } },
      { network: 'edge', endpoint: { Aliases: ['shop', 'dev1-web-1--green'] } },
    ],
  })
})

test('a container of the host’s network has no names to take', () => {
  const recreation = { body: { Image: 'web', HostConfig: { NetworkMode: 'host' } }, otherNetworks: [] }
  expect(withoutAliases(recreation, 'dev1-web-1', 'blue')).toEqual({ ...recreation, named: [] })
})
