import { expect, test } from 'vitest'
import { schemeAmong } from './insecure-registries'

test('this machine’s own registries may be spoken to in the clear, and no name is taken for this machine', () => {
  for (const registry of ['localhost:5000', '127.0.0.1:5000', '127.3.2.1', '[::1]:5000']) {
    expect(schemeAmong([], registry)).toBe('https-or-http')
  }
  for (const registry of ['docker.io', 'localhost.example.com', '127.0.0.1.example.com', '10.0.0.7:5000']) {
    expect(schemeAmong([], registry)).toBe('https')
  }
})

test('what an engine names as insecure, by its whole name or by a range of addresses, may be as well; nothing beside it', () => {
  const named = [{ names: ['registry.corp:5000'], ranges: ['10.1.0.0/16', 'fd00::/8', 'nonsense/99', '10.0.0.0/99'] }]
  for (const registry of ['registry.corp:5000', '10.1.2.3:5000', '10.1.255.255', '[fd00::1]:5000']) {
    expect(schemeAmong(named, registry)).toBe('https-or-http')
  }
  for (const registry of [
    'registry.corp',
    'registry.corp:5001',
    'x.registry.corp:5000',
    '10.2.0.1:5000',
    '[fe80::1]',
  ]) {
    expect(schemeAmong(named, registry)).toBe('https')
  }
})
