import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { type BerthApp, launchBerth } from './berth-app'
import { type DockerEngine, startDockerEngine } from './harness/docker-engine'
import { makeKey, type Sshd, startSshd } from './harness/sshd'
import { startScriptedSshd } from './harness/sshd-scripted'
import { killEngine } from './kill-engine'
import { pictures } from './screen-pictures'

type SshHost = { readonly engine: DockerEngine; readonly sshd: Sshd; readonly lockedKey: string }

const keyring = join(import.meta.dirname, 'harness/stand-in-keyring.cjs')
const passphrase = 'hunter2 열려라 참깨'

/** A machine with Docker that one can only log in to, and somebody's home without anything in `.ssh`. */
const test = base.extend<{ readonly person: string }, { readonly host: SshHost }>({
  host: [
    // Playwright wants the braces.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const engine = await startDockerEngine({ name: 'hosts-ssh' })
      const sshd = await startSshd({ name: 'hosts' })
      const lockedKey = join(sshd.directory, 'locked_key')
      makeKey(lockedKey, 'ed25519', 'RFC4716', passphrase)
      sshd.authorize(`${lockedKey}.pub`)
      await use({ engine, sshd, lockedKey })
      sshd.remove()
      engine.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // oxlint-disable-next-line no-empty-pattern
  person: async ({}, use) => {
    const person = mkdtempSync(join(tmpdir(), 'berth-test-person-'))
    mkdirSync(join(person, '.ssh'), { mode: 0o700 })
    await use(person)
    rmSync(person, { recursive: true, force: true })
  },
})

function launch(person: string, over: Partial<Parameters<typeof launchBerth>[0]> = {}): Promise<BerthApp> {
  const environment = { HOME: person, DOCKER_CONFIG: join(person, '.docker'), DOCKER_HOST: '', SSH_AUTH_SOCK: '' }
  const nowhere = [{ name: 'nowhere', address: 'unix:///nonexistent/docker.sock' }]
  return launchBerth({ hosts: nowhere, environment, ...over })
}

async function fillForm(page: Page, { engine, sshd }: SshHost, keyFile: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Hosts' }).click()
  await page.getByRole('button', { name: 'Add host…' }).click()
  await page.getByLabel('Name').fill('seoul-3')
  await page.getByLabel('Address').fill('127.0.0.1')
  await page.getByLabel('Port', { exact: true }).fill(String(sshd.port))
  await page.getByLabel('User').fill(sshd.user)
  await page.getByLabel('Key file').fill(keyFile)
  await page.getByLabel('Docker socket there').fill(engine.socketPath)
}

test('a host by SSH: its key is compared, its passphrase asked for, and both are known from then on', async ({
  host,
  person,
}) => {
  const berth = await launch(person, { loadFirst: [keyring] })
  try {
    const { page } = berth
    await fillForm(page, host, host.lockedKey)
    await page.keyboard.press('Control+t')
    const asked = page.locator('[data-step="host-key"][data-step-state="asking"]')
    await expect(asked).toContainText('Is this the right server?')
    await expect(asked.getByRole('img', { name: host.sshd.fingerprint('ed25519') })).toBeVisible()
    await expect(asked).toContainText('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')
    await pictures(berth, 'add-host-ssh')
    await asked.getByRole('button', { name: 'They match, trust this key' }).click()

    const dialog = page.getByRole('dialog', { name: 'The key is locked' })
    await expect(dialog.getByLabel('Passphrase')).toBeFocused()
    await expect(dialog).toContainText(host.lockedKey)
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toHaveText('The last one was wrong.')
    await pictures(berth, 'secret')
    await expect(dialog.getByRole('checkbox')).toHaveAttribute('aria-checked', 'true')
    await dialog.getByLabel('Passphrase').fill(passphrase)
    await page.keyboard.press('Enter')
    await expect(page.getByText(/^all good · \d+ ms$/)).toBeVisible()
    await expect(page.locator('[data-step="log-in"]')).toContainText(`As ${host.sshd.user}, by a key file`)
    await expect(page.locator('[data-step="talk-to-docker"]')).toContainText('through SSH')

    await page.keyboard.press('Control+Enter')
    await expect(page.locator('[data-host="seoul-3"]')).toContainText(/Connected · \d+ ms/)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const file = join(berth.home, 'secrets.json')
    await expect
      .poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : ''))
      .toContain(`passphrase:${host.lockedKey}`)
    expect(readFileSync(file, 'utf8')).not.toContain(passphrase)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(berth.problems).toEqual([])
  } finally {
    await berth.close()
  }

  const next = await launch(person, { home: berth.home, loadFirst: [keyring] })
  try {
    await next.page.getByRole('navigation').getByRole('button', { name: 'Hosts' }).click()
    await expect(next.page.locator('[data-host="seoul-3"]')).toContainText(/Connected · \d+ ms/)
    await next.page.getByRole('button', { name: 'Forget kept passphrases' }).click()
    await expect(next.page.getByText('1 forgotten')).toBeVisible()
    expect(readFileSync(join(berth.home, 'secrets.json'), 'utf8')).not.toContain('passphrase:')
  } finally {
    await next.close()
  }
})

test('a host of the board that waits for its key says so over every page, and a refused one stays away', async ({
  host: { sshd, engine },
  person,
}) => {
  const address = `ssh://${sshd.user}@127.0.0.1:${String(sshd.port)}${engine.socketPath}`
  const berth = await launch(person, { hosts: [{ name: 'seoul-3', address, keyFile: sshd.keyFile }] })
  try {
    const { page } = berth
    const banner = page.getByText(/^seoul-3 waits: is it the right server\?/)
    await expect(banner).toBeVisible()
    await page.getByRole('button', { name: 'Compare the key…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Is this the right server?' })
    await expect(dialog).toContainText('fingerprint of')
    await pictures(berth, 'host-key-dialog')
    await page.keyboard.press('Escape')
    await expect(banner).toBeVisible()
    await page.getByRole('button', { name: 'Compare the key…' }).click()
    await dialog.getByRole('button', { name: 'They differ' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(banner).toHaveCount(0)
    await page.getByRole('navigation').getByRole('button', { name: 'Hosts' }).click()
    await expect(page.locator('[data-host="seoul-3"]')).toContainText('Unreachable')
    await page.getByRole('button', { name: 'Try now' }).click()
    await page.getByRole('button', { name: 'Compare the key…' }).click()
    await dialog.getByRole('button', { name: 'Only this once' }).click()
    await expect(page.locator('[data-host="seoul-3"]')).toContainText(/Connected · \d+ ms/)
    expect(berth.problems).toEqual([])
  } finally {
    await berth.close()
  }
})

test('a secret that is declined fails the login in words, and a question goes with the engine that asked it', async ({
  host,
  person,
}) => {
  const berth = await launch(person)
  try {
    const { page } = berth
    await fillForm(page, host, host.lockedKey)
    await page.keyboard.press('Control+t')
    await page.getByRole('button', { name: 'Only this once' }).click()
    const dialog = page.getByRole('dialog', { name: 'The key is locked' })
    await expect(dialog).toContainText('Berth asks again after its next start.')
    await page.keyboard.press('Escape')
    await expect(page.locator('[data-step-state="failed"]')).toContainText(host.lockedKey)
    await page.keyboard.press('Control+t')
    await page.getByRole('button', { name: 'Only this once' }).click()
    await expect(dialog).toBeVisible()
    // What asks is gone with its engine: so is the question.
    await killEngine(berth.app)
    await expect(dialog).toHaveCount(0)
  } finally {
    await berth.close()
  }
})

test('a password and a code for once are asked for one after the other, the host’s own words made harmless', async ({
  host,
  person,
}) => {
  const server = await startScriptedSshd(join(host.sshd.directory, 'host_ed25519'), (context) => {
    if (context.method === 'password') {
      if (context.password === passphrase) context.reject(['keyboard-interactive'], true)
      else context.reject(['password'])
    } else if (context.method === 'keyboard-interactive') {
      context.prompt([{ prompt: 'Code\u202e from \u001b[31myour token: ', echo: true }], (answers) => {
        if (answers[0] === '123456') context.accept()
        else context.reject(['keyboard-interactive'])
      })
    } else context.reject(['password'])
  })
  const address = `ssh://kim@127.0.0.1:${String(server.port)}${host.engine.socketPath}`
  const berth = await launch(person, { hosts: [{ name: 'seoul-4', address }], loadFirst: [keyring] })
  try {
    const { page } = berth
    await page.getByRole('button', { name: 'Compare the key…' }).click()
    await page.getByRole('button', { name: 'Only this once' }).click()
    const password = page.getByRole('dialog', { name: /^Log in to / })
    await expect(password.getByLabel('Password')).toHaveAttribute('type', 'password')
    await password.getByLabel('Password').fill(passphrase)
    await page.keyboard.press('Enter')
    const question = page.getByRole('dialog', { name: / asks$/ })
    const field = question.getByLabel(/^Code from your token:$/)
    await expect(field).toHaveAttribute('type', 'text')
    await expect(question.getByRole('checkbox')).toHaveCount(0)
    await pictures(berth, 'secret-code')
    await field.fill('123456')
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').getByRole('button', { name: 'Hosts' }).click()
    await expect(page.locator('[data-host="seoul-4"]')).toContainText(/Connected · \d+ ms/)
    const file = join(berth.home, 'secrets.json')
    await expect.poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : '')).toContain('password:kim@')
    expect(readFileSync(file, 'utf8')).not.toContain('answer:')
    expect(berth.problems).toEqual([])
  } finally {
    await berth.close()
    server.close()
  }
})
