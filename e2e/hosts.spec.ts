import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { type BerthApp, launchBerth } from './berth-app'
import { type DockerEngine, startDockerEngine } from './harness/docker-engine'
import { freePorts } from './harness/free-port'
import { openRunDirectory } from './harness/run-directory'
import { type IssuedFiles, makeTestAuthority } from './harness/test-authority'
import { pictures } from './screen-pictures'

type TlsHost = {
  readonly engine: DockerEngine
  /** The same engine, as if it were another. */
  readonly otherAddress: string
  readonly tlsPort: number
  readonly mine: IssuedFiles
  /** Issued by somebody whom the host does not know. */
  readonly stranger: IssuedFiles
}

/** One engine by socket, by TLS and in the clear, and an app without any named host. */
const test = base.extend<{ readonly berth: BerthApp; readonly person: string }, { readonly host: TlsHost }>({
  host: [
    // Playwright wants the braces.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const directory = openRunDirectory('hosts-e2e')
      const authority = makeTestAuthority(join(directory.path, 'authority'))
      const [tlsPort = 0] = await freePorts(1)
      const { ca, certificate, key } = authority.issue('host')
      const tls = ['--tlsverify', `--tlscacert=${ca}`, `--tlscert=${certificate}`, `--tlskey=${key}`]
      const otherAddress = `unix://${join(directory.path, 'busan.sock')}`
      const listening = ['-H', `tcp://127.0.0.1:${String(tlsPort)}`, '-H', otherAddress]
      const engine = await startDockerEngine({ name: 'hosts-tls', extraArguments: [...tls, ...listening] })
      const mine = authority.issue('me')
      const stranger = makeTestAuthority(join(directory.path, 'stranger')).issue('me')
      await use({ engine, otherAddress, tlsPort, mine, stranger })
      engine.remove()
      directory.sweep()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // oxlint-disable-next-line no-empty-pattern
  person: async ({}, use) => {
    const person = mkdtempSync(join(tmpdir(), 'berth-test-person-'))
    await use(person)
    rmSync(person, { recursive: true, force: true })
  },
  berth: async ({ host, person }, use) => {
    addContext(person, 'busan', host.otherAddress)
    // This one is on the board already, by its address: nobody needs it twice.
    addContext(person, 'seoul', host.engine.address)
    mkdirSync(join(person, '.ssh'), { mode: 0o700 })
    writeFileSync(join(person, '.ssh/config'), 'Host seoul-9\n  HostName 10.20.0.13\n  User deploy\n')
    const berth = await launchBerth({
      hosts: [{ name: 'seoul-1', address: host.engine.address }],
      environment: { HOME: person, DOCKER_CONFIG: join(person, '.docker'), DOCKER_HOST: '' },
    })
    await use(berth)
    await berth.close()
    expect(berth.problems, 'errors in the window’s console').toEqual([])
  },
})

/** As `docker context create` leaves one. */
function addContext(person: string, name: string, host: string): void {
  const folder = join(person, '.docker/contexts/meta', createHash('sha256').update(name).digest('hex'))
  mkdirSync(folder, { recursive: true })
  const meta = { Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } }
  writeFileSync(join(folder, 'meta.json'), JSON.stringify(meta))
}

async function openForm(page: Page, way: 'SSH' | 'TLS' | 'Local'): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Hosts' }).click()
  await expect(page.locator('.hosttable')).toBeVisible()
  await page.keyboard.press('a')
  await page.locator('.types .choice').filter({ hasText: way }).click()
  await expect(page.getByRole('radio', { name: way })).toBeChecked()
}

function savedHosts(berth: BerthApp): readonly Record<string, unknown>[] {
  const settings = JSON.parse(readFileSync(join(berth.home, 'settings.json'), 'utf8')) as {
    hosts: Record<string, unknown>[]
  }
  return settings.hosts
}

async function fillTls(page: Page, port: number, files: IssuedFiles): Promise<void> {
  await page.getByLabel('Address').fill('127.0.0.1')
  await page.getByLabel('Port', { exact: true }).fill(String(port))
  await page.getByLabel('CA certificate').fill(files.ca)
  await page.getByLabel('Client certificate').fill(files.certificate)
  await page.getByLabel('Client key').fill(files.key)
}

test('a host by TLS is tested step by step, added, and stands on the board', async ({ berth, host }) => {
  const { page } = berth
  await openForm(page, 'TLS')
  await page.getByLabel('Name').fill('busan-1')
  await fillTls(page, host.tlsPort, host.mine)
  await page.keyboard.press('Control+t')
  await expect(page.getByText(/^all good · \d+ ms$/)).toBeVisible()
  await expect(page.locator('[data-step="certificate"]')).toContainText('Signed by test authority. Valid until')
  await expect(page.locator('[data-step="talk-to-docker"]')).toContainText(`Engine ${host.engine.engineVersion}, API`)
  await expect(page.locator('[data-step="rights"]')).toContainText('Looking and changing.')
  await pictures(berth, 'add-host-tls')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('[data-host="busan-1"]')).toContainText(/Connected · \d+ ms/)
  expect(savedHosts(berth)[1]).toMatchObject({
    name: 'busan-1',
    address: `tcp://127.0.0.1:${String(host.tlsPort)}`,
    tls: { ca: host.mine.ca, certificate: host.mine.certificate, key: host.mine.key },
  })
})

test('a certificate that the host refuses fails at its step, in words, and the host can be added all the same', async ({
  berth,
  host,
}) => {
  const { page } = berth
  await openForm(page, 'TLS')
  await fillTls(page, host.tlsPort, { ...host.stranger, ca: host.mine.ca })
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  const failed = page.locator('[data-step-state="failed"]')
  await expect(failed).toHaveCount(1)
  await expect(failed).toContainText('refused your certificate')
  await expect(page.locator('[data-step="find-slots"]')).toContainText('not run')
  await pictures(berth, 'add-host-tls-refused')
  await page.getByLabel('Port', { exact: true }).fill('1')
  await expect(page.getByText('The form has changed since the last test.')).toBeVisible()
  await page.keyboard.press('Control+t')
  await expect(page.locator('[data-step="reach-port"][data-step-state="failed"]')).toBeVisible()
  await page.getByRole('button', { name: 'Add anyway' }).click()
  await expect(page.locator('[data-host="127.0.0.1"]')).toContainText('Unreachable')
})

test('a form that says too little is refused at its fields and asks nobody', async ({ berth }) => {
  const { page } = berth
  await openForm(page, 'SSH')
  await expect(page.getByLabel('Address')).not.toHaveAttribute('aria-invalid', 'true')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel('Address')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('This is needed.')).toBeVisible()
  await page.getByLabel('Address').fill('kim:secret@seoul-1')
  await expect(page.getByText(/^No password here/)).toBeVisible()
  expect(savedHosts(berth)).toHaveLength(1)
})

test('TCP in the clear needs a word that one knows, and stays marked', async ({ berth }) => {
  const { page } = berth
  await openForm(page, 'TLS')
  await page.getByLabel('Name').fill('in the clear')
  await page.getByLabel('Address').fill('192.0.2.1')
  await page.getByRole('checkbox', { name: /not encrypted/ }).click()
  await expect(page.getByLabel('CA certificate')).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Say that you know, or use TLS or SSH.')).toBeVisible()
  await page.getByRole('checkbox', { name: /I know/ }).click()
  await pictures(berth, 'add-host-plain')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('[data-host="in the clear"]')).toContainText('Not encrypted')
  expect(savedHosts(berth)[1]).toMatchObject({ address: 'tcp://192.0.2.1:2375', acceptsPlainText: true })
})

test('a context and a name of ssh_config are offered, and one press fills the form', async ({ berth, host }) => {
  const { page } = berth
  await openForm(page, 'SSH')
  const found = page.getByRole('list', { name: 'Found on this computer' })
  await expect(found.getByRole('button')).toHaveCount(3)
  await pictures(berth, 'add-host-found')
  await found.getByRole('button', { name: /seoul-9/ }).click()
  await expect(page.getByLabel('Address')).toHaveValue('seoul-9')
  await found.getByRole('button', { name: /busan/ }).click()
  await expect(page.getByLabel('Docker socket')).toHaveValue('context://busan')
  await page.keyboard.press('Control+t')
  await expect(page.locator('[data-step="talk-to-docker"]')).toContainText(`Engine ${host.engine.engineVersion}`)
})

test('hosts are put in order by keys and buttons, changed, renamed and removed', async ({ berth }) => {
  const { page } = berth
  for (const name of ['b', 'c']) {
    await openForm(page, 'Local')
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Docker socket').fill(`/nonexistent/${name}.sock`)
    await page.keyboard.press('Control+Enter')
    await expect(page.locator(`[data-host="${name}"]`)).toContainText('Unreachable')
  }
  const order = () =>
    page.locator('[data-host]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-host')))
  const edit = page.getByRole('button', { name: 'Edit c…' })
  await edit.focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(order).toEqual(['seoul-1', 'c', 'b'])
  await expect(edit).toBeFocused()
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(order).toEqual(['c', 'seoul-1', 'b'])
  await page.getByRole('button', { name: 'Move seoul-1 down' }).click()
  await expect.poll(order).toEqual(['c', 'b', 'seoul-1'])
  await pictures(berth, 'hosts-many')

  await edit.click()
  await expect(page.getByLabel('Docker socket')).toHaveValue('/nonexistent/c.sock')
  await page.getByLabel('Docker socket').fill('/nonexistent/d.sock')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('[data-host="c"]')).toContainText('unix:///nonexistent/d.sock')

  await page.getByRole('button', { name: 'More for c' }).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('daegu')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-host="daegu"]')).toBeVisible()

  await page.getByRole('button', { name: 'More for daegu' }).click()
  await page.getByRole('menuitem', { name: 'Test the connection' }).click()
  await expect(page.locator('[data-step-state="failed"]')).toContainText('There is no socket')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'More for daegu' }).click()
  await page.getByRole('menuitem', { name: 'Remove…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove daegu' }).click()
  await expect.poll(order).toEqual(['b', 'seoul-1'])
})
