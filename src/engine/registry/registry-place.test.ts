import { expect, test } from 'vitest'
import { originOf, originText, registryOrigin, repositoryPlace } from './registry-place'

test.each([
  ['nginx', 'docker.io', 'library/nginx', 'https://registry-1.docker.io'],
  ['docker.io/nginx', 'docker.io', 'library/nginx', 'https://registry-1.docker.io'],
  ['index.docker.io/shop/web', 'docker.io', 'shop/web', 'https://registry-1.docker.io'],
  ['shop/web', 'docker.io', 'shop/web', 'https://registry-1.docker.io'],
  ['ghcr.io/shop/web', 'ghcr.io', 'shop/web', 'https://ghcr.io'],
  ['registry.example.com:8443/web', 'registry.example.com:8443', 'web', 'https://registry.example.com:8443'],
  ['[::1]:5000/web', '[::1]:5000', 'web', 'https://[::1]:5000'],
])('%s is asked for at %s as %s', (repository, registry, path, address) => {
  expect(repositoryPlace(repository)).toEqual({ registry, name: repository, path })
  expect(originText(registryOrigin(registry, 'https:'))).toBe(address)
})

test.each([
  '',
  'Web',
  'web:tag',
  `web@sha256:${'a'.repeat(64)}`,
  'a/../b',
  'a b',
  'x/y?n=1',
  'registry.example.com/../v2',
])('"%s" is no repository', (repository) => {
  expect(() => repositoryPlace(repository)).toThrow(expect.objectContaining({ code: 'bad-request' }) as Error)
})

test('an origin is told by protocol, host and port alone', () => {
  const text = (url: string) => originText(originOf(new URL(url)) ?? { protocol: 'http:', hostname: '', port: 0 })
  expect(text('https://R.example.com:443/x?y')).toBe('https://r.example.com')
  expect(text('http://r.example.com:443')).toBe('http://r.example.com:443')
  expect(originOf(new URL('ftp://r.example.com'))).toBeNull()
})
