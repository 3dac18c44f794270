import { join } from 'node:path'
import type { AuthContext, Prompt } from 'ssh2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRunDirectory, type RunDirectory } from '../../../../../e2e/harness/run-directory'
import { makeKey } from '../../../../../e2e/harness/sshd'
import { type DockerStub, startDockerStub } from '../../../../../e2e/harness/sshd-docker-stub'
import { type ScriptedSshd, startScriptedSshd } from '../../../../../e2e/harness/sshd-scripted'
import { codeOf, createVisitor, type Visitor, type VisitorAnswers } from '../../../../../e2e/harness/sshd-visitor'
import { waitUntil } from '../../../../../e2e/harness/wait-until'
import type { SshRoute } from '../ssh-route'

let directory: RunDirectory
let docker: DockerStub

beforeAll(async () => {
  directory = openRunDirectory('login')
  makeKey(join(directory.path, 'host'), 'ed25519')
  docker = await startDockerStub(join(directory.path, 'docker.sock'))
})

afterAll(async () => {
  await docker.close()
  directory.sweep()
})

/** Somebody who logs in to a host that decides as it is told, and is asked what `answers` says. */
async function logIn(
  decide: (context: AuthContext) => void,
  answers: VisitorAnswers,
  check: (visitor: Visitor, open: () => Promise<unknown>, route: SshRoute) => Promise<void>,
  ...settings: readonly string[]
): Promise<void> {
  const sshd: ScriptedSshd = await startScriptedSshd(join(directory.path, 'host'), decide)
  const visitor = createVisitor(directory.path, { hostKey: 'once', ...answers })
  const place = ['HostName 127.0.0.1', `Port ${String(sshd.port)}`, 'User minji', 'GlobalKnownHostsFile none']
  visitor.write('config', ['Host dev', ...place, ...settings, ''].join('\n'))
  const route = visitor.route('dev', { socketPath: docker.socketPath })
  const open = async (): Promise<unknown> => (await route.open(AbortSignal.timeout(10_000))).destroy()
  try {
    await check(visitor, open, route)
  } finally {
    visitor.closeAll()
    sshd.close()
  }
}

const asksPassword = (context: AuthContext): void => {
  if (context.method === 'password' && context.password === 'right') context.accept()
  else context.reject(['password'])
}

test('a password is asked for again while it is wrong, and only the right one is judged right', () =>
  logIn(asksPassword, { secrets: ['wrong', 'right'] }, async (visitor, open, route) => {
    await open()
    expect(route.facts()?.method).toBe('password')
    expect(visitor.judgements).toEqual([false, true])
    expect(visitor.secretsAsked).toMatchObject([
      { kind: 'password', user: 'minji', isRetry: false },
      { kind: 'password', user: 'minji', isRetry: true },
    ])
    expect(visitor.secretsAsked[0]?.id).toBe(visitor.secretsAsked[1]?.id)
  }))

test('three wrong passwords are enough, and none of them is told', () =>
  logIn(asksPassword, { secrets: ['hush1', 'hush2', 'hush3', 'right'] }, async (visitor, open) => {
    const error: unknown = await open().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ data: { code: 'ssh-login-refused', details: { accepted: 'password' } } })
    expect(JSON.stringify(error)).not.toContain('hush')
    expect(visitor.judgements).toEqual([false, false, false])
  }))

test('where nobody gives a password, that is what is missing', async () => {
  await logIn(asksPassword, {}, async (_, open) => {
    expect(await codeOf(open())).toBe('ssh-password-missing')
  })
  await logIn(
    asksPassword,
    { secrets: ['right'] },
    async (visitor, open) => {
      expect(await codeOf(open())).toBe('ssh-password-missing')
      expect(visitor.secretsAsked).toEqual([])
    },
    'BatchMode yes',
  )
})

/** Asks once, and lets in who answers right. */
function asksQuestions(prompts: Prompt[], right: readonly string[]): (context: AuthContext) => void {
  return (context) => {
    if (context.method !== 'keyboard-interactive') context.reject(['keyboard-interactive'])
    else
      context.prompt(prompts, 'Bank', 'Look at your phone.', (answers) => {
        if (answers.join() === right.join()) context.accept()
        else context.reject(['keyboard-interactive'])
      })
  }
}

test('a host’s own questions are asked in its words, made harmless, and answered in order', () => {
  const prompts = [
    { prompt: 'Code\u001b[2J\u202e: ', echo: false },
    { prompt: 'Colour: ', echo: true },
  ]
  const decide = asksQuestions(prompts, ['123', 'blue'])
  return logIn(decide, { secrets: ['123', 'red', '123', 'blue'] }, async (visitor, open, route) => {
    await open()
    expect(route.facts()?.method).toBe('keyboard-interactive')
    expect(visitor.secretsAsked).toMatchObject([
      { kind: 'answer', prompt: 'Look at your phone. Code:', isShown: false, isRetry: false },
      { kind: 'answer', prompt: 'Look at your phone. Colour:', isShown: true, isRetry: false },
      { isRetry: true },
      { isRetry: true },
    ])
    expect(visitor.judgements).toEqual([false, false, true, true])
  })
})

test('a host that asks without end gets no more than ten answers', () => {
  const many = Array.from({ length: 50 }, (_, index) => ({ prompt: `${String(index)}: `, echo: true }))
  return logIn(asksQuestions(many, ['never']), { secrets: many.map(() => 'x') }, async (visitor, open) => {
    expect(await codeOf(open())).toBe('ssh-password-missing')
    expect(visitor.secretsAsked).toHaveLength(10)
  })
})

test('a login of two steps goes on with what the host asks next', () => {
  let hasKey = false
  const decide = (context: AuthContext): void => {
    if (context.method === 'password' && !hasKey) {
      hasKey = true
      // Half of the login is done.
      context.reject(['keyboard-interactive'], true)
    } else if (context.method === 'keyboard-interactive' && hasKey) {
      context.prompt([{ prompt: 'Code: ', echo: false }], () => context.accept())
    } else context.reject(hasKey ? ['keyboard-interactive'] : ['password'])
  }
  return logIn(decide, { secrets: ['password', 'code'] }, async (visitor, open) => {
    await open()
    expect(visitor.secretsAsked.map(({ kind }) => kind)).toEqual(['password', 'answer'])
    expect(visitor.judgements).toEqual([true, true])
  })
})

test('a host that asks for nothing lets everybody in, and that is told', () =>
  logIn(
    (context) => context.accept(),
    {},
    async (_, open, route) => {
      await open()
      expect(route.facts()?.method).toBe('none')
    },
  ))

test('ways to log in that ssh_config switches off are not tried', () =>
  logIn(
    asksPassword,
    { secrets: ['right'] },
    async (visitor, open) => {
      expect(await codeOf(open())).toBe('ssh-login-refused')
      expect(visitor.secretsAsked).toEqual([])
    },
    'PasswordAuthentication no',
  ))

test('a connection that ends while somebody thinks ends the question', async () => {
  const sshd = await startScriptedSshd(join(directory.path, 'host'), asksPassword)
  const visitor = createVisitor(directory.path, { hostKey: 'once', secrets: 'never' })
  try {
    const route = visitor.route('127.0.0.1', { port: sshd.port, socketPath: docker.socketPath })
    const opening = codeOf(route.open(AbortSignal.timeout(10_000)))
    await waitUntil('the question', 5_000, () => visitor.openQuestions() === 1)
    sshd.close()
    expect(await opening).toBe('host-unreachable')
    expect(visitor.openQuestions()).toBe(0)
  } finally {
    visitor.closeAll()
  }
})
