import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRunDirectory, type RunDirectory } from '../../../../../e2e/harness/run-directory'
import { type Sshd, startSshd } from '../../../../../e2e/harness/sshd'
import { type DockerStub, startDockerStub } from '../../../../../e2e/harness/sshd-docker-stub'
import { codeOf, createVisitor, type Visitor } from '../../../../../e2e/harness/sshd-visitor'
import type { SshRoute } from '../ssh-route'

const password = 'hunter2 열려라 참깨 #1'
let directory: RunDirectory
let docker: DockerStub
let sshd: Sshd

beforeAll(async () => {
  directory = openRunDirectory('login-by-password')
  docker = await startDockerStub(join(directory.path, 'docker.sock'))
  sshd = await startSshd({ name: 'login-by-password', password })
})

afterAll(async () => {
  sshd?.remove()
  await docker?.close()
  directory?.sweep()
})

/** Somebody who logs in to a real sshd; `settings` are lines of ssh_config. */
async function logIn(
  secrets: readonly string[],
  settings: readonly string[],
  check: (visitor: Visitor, open: () => Promise<unknown>, route: SshRoute) => Promise<void>,
): Promise<void> {
  const visitor = createVisitor(directory.path, { hostKey: 'once', secrets })
  const place = ['HostName 127.0.0.1', `Port ${String(sshd.port)}`, `User ${sshd.user}`, 'GlobalKnownHostsFile none']
  visitor.write('config', ['Host dev', ...place, ...settings, ''].join('\n'))
  const route = visitor.route('dev', { socketPath: docker.socketPath })
  const open = async (): Promise<unknown> => (await route.open(AbortSignal.timeout(20_000))).destroy()
  try {
    await check(visitor, open, route)
  } finally {
    visitor.closeAll()
  }
}

test.each([
  ['a password', 'password', 'password'],
  ['what PAM asks for at the keyboard', 'keyboard-interactive', 'answer'],
])('a real sshd lets in by %s, after a wrong try too', (_, method, kind) =>
  logIn(['wrong', password], [`PreferredAuthentications ${method}`], async (visitor, open, route) => {
    await open()
    expect(route.facts()?.method).toBe(method)
    expect(visitor.secretsAsked.map((asked) => asked.kind)).toEqual([kind, kind])
    expect(visitor.judgements.at(-1)).toBe(true)
    expect(sshd.log()).not.toContain(password)
  }),
)

test('a real sshd that refuses every password is told of as that, and no password with it', () =>
  logIn(['hunter2-1', 'hunter2-2', 'hunter2-3'], ['PreferredAuthentications password'], async (visitor, open) => {
    expect(await codeOf(open())).toBe('ssh-login-refused')
    expect(visitor.judgements).toEqual([false, false, false])
  }))
