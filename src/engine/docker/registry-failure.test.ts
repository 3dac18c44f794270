import { expect, test } from 'vitest'
import { registryFailure } from './registry-failure'

const reference = '10.0.0.7:5000/shop/web:kickoff-240510-dashboard'

test.each([
  ['Get "http://10.0.0.7:5000/v2/": dial tcp 10.0.0.7:5000: connect: connection refused', 'registry-unreachable'],
  ['Get "https://10.0.0.7:5000/v2/": dial tcp: lookup registry on 127.0.0.11:53: no such host', 'registry-unreachable'],
  ['Get "https://10.0.0.7:5000/v2/": http: server gave HTTP response to HTTPS client', 'registry-unreachable'],
  ['Get "https://10.0.0.7:5000/v2/": x509: certificate signed by unknown authority', 'registry-unreachable'],
  ['Get "https://10.0.0.7:5000/v2/": net/http: request canceled while waiting for connection', 'registry-unreachable'],
  ['Head "http://10.0.0.7:5000/v2/shop/web/manifests/a": no basic auth credentials', 'registry-refused'],
  ['unauthorized: authentication required', 'registry-refused'],
  ["pull access denied for shop/web, repository does not exist or may require 'docker login'", 'registry-refused'],
  ['failed to resolve reference: unexpected status from HEAD request: 401 Unauthorized', 'registry-refused'],
  [`manifest for ${reference} not found: manifest unknown: manifest unknown`, 'image-not-found'],
  ['name unknown: repository name not known to registry', 'image-not-found'],
  [`failed to resolve reference "${reference}": ${reference}: not found`, 'image-not-found'],
  ['write /var/lib/docker/tmp/GetImageBlob1: no space left on device', 'pull-failed'],
  ['no matching manifest for linux/arm64/v8 in the manifest list entries', 'pull-failed'],
])('"%s" is %s', (text, code) => {
  expect(registryFailure(text, reference).code).toBe(code)
})

test('words inside the reference itself mean nothing', () => {
  const hostile = '10.0.0.7:5000/unauthorized/denied:connection-refused-404'
  const text = `manifest for ${hostile} not found: manifest unknown`
  expect(registryFailure(text, hostile).code).toBe('image-not-found')
})

test('the text of a registry is made harmless in the error', () => {
  const error = registryFailure('boom \u001b[31m\u202e\u0000 <b>', reference)
  expect(error.data.details['reason']).toBe('boom   <b>')
})
