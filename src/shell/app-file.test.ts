import { expect, test } from 'vitest'
import { contentTypeOf, fileOf } from './app-file'

const directory = '/opt/berth/renderer'

test('the app’s address is its index page, others are files of the folder', () => {
  expect(fileOf(directory, 'berth://app/')).toBe('/opt/berth/renderer/index.html')
  expect(fileOf(directory, 'berth://app/assets/main-1a2b.js?x=1#y')).toBe('/opt/berth/renderer/assets/main-1a2b.js')
})

test.each([
  'berth://app/..%2f..%2fetc%2fpasswd',
  'berth://app/%2e%2e/%2e%2e/etc/passwd%00.js',
  'berth://app/%ff',
  'berth://other/index.html',
  'berth://app/..%2frenderer-secret/index.html',
])('nothing outside of the folder is served: %s', (address) => {
  expect(fileOf(directory, address)).toSatisfy(
    (file: string | null) => file === null || file.startsWith(`${directory}/`),
  )
})

test('a kind of file that the app has none of has no type and is not served', () => {
  expect(contentTypeOf('/x/a.html')).toBe('text/html; charset=utf-8')
  expect(contentTypeOf('/x/id_rsa')).toBeNull()
})
