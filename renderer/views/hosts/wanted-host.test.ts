import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draftOfFound, draftOfHost, emptyDraft, type HostDraft, hostKinds } from './host-draft'
import { readDraft } from './wanted-host'

const empty = emptyDraft('ssh', 'linux')
const read = (over: Partial<HostDraft>) => readDraft({ ...empty, ...over })
const wanted = (over: Partial<HostDraft>) => {
  const reading = read(over)
  return reading.kind === 'ready' ? reading.wanted : reading.faults
}

describe('SSH', () => {
  test('a name of ssh_config alone leaves everything else to it', () => {
    expect(wanted({ machine: ' seoul-1 ' })).toEqual({ address: 'ssh://seoul-1', name: '' })
  })

  test('the fields say more than what is typed into the address', () => {
    expect(wanted({ machine: 'kim@10.20.0.13:2222' })).toMatchObject({ address: 'ssh://kim@10.20.0.13:2222' })
    expect(
      wanted({
        machine: 'kim@10.20.0.13:2222',
        user: 'deploy',
        sshPort: '22',
        remoteSocket: '/run/user/1000/docker.sock',
      }),
    ).toMatchObject({ address: 'ssh://deploy@10.20.0.13:22/run/user/1000/docker.sock' })
    expect(wanted({ machine: 'ssh://kim@seoul-1:22/run/d.sock' })).toMatchObject({
      address: 'ssh://kim@seoul-1:22/run/d.sock',
    })
    expect(wanted({ machine: 'fe80::1', sshPort: '22' })).toMatchObject({ address: 'ssh://[fe80::1]:22' })
  })

  test('key and jump host go along where they are given', () => {
    expect(wanted({ machine: 'a', keyFile: '/k', jumpHost: 'gate', ca: '/not/for/ssh' })).toEqual({
      address: 'ssh://a',
      name: '',
      keyFile: '/k',
      jumpHost: 'gate',
    })
  })

  test.each([
    [{}, { machine: 'missing' }],
    [{ machine: 'tcp://a' }, { machine: 'other-kind' }],
    [{ machine: 'kim:secret@a' }, { machine: 'password' }],
    [{ machine: '-oProxyCommand=x' }, { machine: 'unreadable' }],
    [{ machine: 'a', sshPort: '70000' }, { sshPort: 'port' }],
    [{ machine: 'a', user: 'kim:secret' }, { user: 'password' }],
    [{ machine: 'a', user: '-l' }, { user: 'unreadable' }],
    [{ machine: 'a', remoteSocket: 'docker.sock' }, { remoteSocket: 'not-local' }],
  ] as const)('%o is refused at its field', (over, faults) => expect(wanted(over)).toEqual(faults))
})

describe('TLS and TCP', () => {
  const tcp = { kind: 'tls', machine: 'docker.busan.example.com' } as const

  test('certificates go along as paths, those left empty as none', () => {
    expect(wanted({ ...tcp, ca: '/c/ca.pem', certificate: '/c/cert.pem', key: '/c/key.pem' })).toEqual({
      address: 'tcp://docker.busan.example.com:2376',
      name: '',
      tls: { ca: '/c/ca.pem', certificate: '/c/cert.pem', key: '/c/key.pem' },
    })
    expect(wanted(tcp)).toMatchObject({ tls: { ca: null, certificate: null, key: null } })
  })

  test('half a pair is refused at the field that is empty', () => {
    expect(wanted({ ...tcp, certificate: '/c' })).toEqual({ key: 'pair' })
    expect(wanted({ ...tcp, key: '/k' })).toEqual({ certificate: 'pair' })
  })

  test('in the clear needs a word from the person, but on this very machine', () => {
    const plain = { ...tcp, isPlain: true, ca: '/c/ca.pem' }
    expect(wanted(plain)).toEqual({ plain: 'accept' })
    const address = 'tcp://docker.busan.example.com:2375'
    expect(wanted({ ...plain, acceptsPlainText: true })).toEqual({ address, name: '', acceptsPlainText: true })
    expect(wanted({ ...plain, machine: '127.0.0.1' })).toEqual({ address: 'tcp://127.0.0.1:2375', name: '' })
  })
})

test('local takes a path, a pipe or a context, and nothing that leads elsewhere', () => {
  expect(wanted({ kind: 'local', socket: '/run/docker.sock' })).toMatchObject({ address: 'unix:///run/docker.sock' })
  expect(wanted({ kind: 'local', socket: 'context://prod' })).toMatchObject({ address: 'context://prod' })
  expect(wanted({ kind: 'local', socket: 'docker.sock' })).toEqual({ socket: 'unreadable' })
  expect(wanted({ kind: 'local', socket: 'ssh://a' })).toEqual({ socket: 'other-kind' })
})

test.each([
  { address: 'ssh://deploy@[fe80::1]:2222/run/d.sock', keyFile: '/k', jumpHost: 'kim@gate:22' },
  { address: 'ssh://seoul-1' },
  { address: 'tcp://10.0.0.1:2376', tls: { ca: '/ca', certificate: null, key: null } },
  { address: 'tcp://10.0.0.1:2375', acceptsPlainText: true as const },
  { address: 'unix:///var/run/docker.sock' },
  { address: 'npipe:////./pipe/docker_engine' },
  { address: 'context://prod' },
])('a host of the settings comes out of its form as it went in: $address', (setting) => {
  const draft = draftOfHost({ ...setting, name: 'seoul-1' }, empty)
  expect(readDraft(draft)).toEqual({ kind: 'ready', wanted: { ...setting, name: 'seoul-1' } })
})

test('a found host fills the form, and keeps a name that was typed', () => {
  const found = { kind: 'context', name: 'prod', address: 'context://prod', leadsTo: 'ssh://a' } as const
  expect(draftOfFound(found, empty, empty)).toMatchObject({ kind: 'local', socket: 'context://prod', name: 'prod' })
  expect(draftOfFound(found, { ...empty, name: 'mine' }, empty)).toMatchObject({ name: 'mine' })
})

test('whatever is typed is read as something', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme-composite' }),
    fc.constantFrom('ssh://', 'a:b@c', '::1', '[', '~/x'),
  )
  const drafts = fc.record({
    kind: fc.constantFrom(...hostKinds),
    machine: text,
    sshPort: text,
    tcpPort: text,
    user: text,
    remoteSocket: text,
    socket: text,
    isPlain: fc.boolean(),
  })
  fc.assert(
    fc.property(drafts, (over) => {
      const reading = read(over)
      if (reading.kind === 'faulty') expect(Object.keys(reading.faults)).toHaveLength(1)
      else expect(reading.wanted.address).toMatch(/^(ssh|tcp|unix|npipe|context):/)
    }),
  )
})
