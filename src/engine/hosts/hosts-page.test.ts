import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectionErrors } from '../../domain/connection-errors'
import { errorCatalog } from '../../domain/error-catalog'
import { sshErrors } from '../../domain/ssh-errors'

const page = readFileSync(join(import.meta.dirname, '../../../docs/hosts.md'), 'utf8')
const table = page.slice(page.indexOf('## When it does not work'))
const named = [...table.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, code]) => code ?? '')

test('docs/hosts.md says what to do for each error on the way to a host, and names none that is not', () => {
  const wanted = Object.keys({ ...sshErrors, ...connectionErrors })
  expect(wanted.filter((code) => !named.includes(code))).toEqual([])
  const commands = ['ssh-copy-id', 'ssh-add', 'ssh-keygen']
  expect(named.filter((code) => !Object.hasOwn(errorCatalog, code) && !commands.includes(code))).toEqual([])
})
