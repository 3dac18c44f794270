import { expect, test } from 'vitest'
import { compareForReading } from './service-order'

test('people read a slot from what they see to what is behind it', () => {
  expect(['admin', 'db', 'api', 'mailer', 'web'].sort(compareForReading)).toEqual([
    'web',
    'api',
    'admin',
    'mailer',
    'db',
  ])
})
