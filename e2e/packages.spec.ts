import { execFile, spawn } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { asRoot, launchBerth } from './berth-app'

const run = promisify(execFile)
const project = resolve(import.meta.dirname, '..')
const packages = join(project, 'out/packages')
const unpacked = join(packages, 'linux-unpacked')
const { version, dependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}
const nowhere = { name: 'local', address: 'unix:///nonexistent/docker.sock' }
let directory: string

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(300_000)
  directory = mkdtempSync(join(tmpdir(), 'berth-packages-'))
  await run(process.execPath, [join(project, 'scripts/package.mjs'), 'dir', 'tar.gz', 'deb', 'cli'], {
    timeout: 300_000,
    env: { ...process.env, GZIP: '-1', DPKG_DEB_COMPRESSOR_LEVEL: '1' },
  })
})

test.afterAll(() => rmSync(directory, { recursive: true, force: true }))

/**
 * Starts the app as a person would, in Chromium's sandbox where `switches` say nothing else, and waits until it says that its
 * board is on the screen; then `look` may look at it.
 */
async function expectPainted(
  executable: string,
  switches: readonly string[],
  as: { readonly uid?: number; readonly gid?: number } = {},
  look: () => void = () => undefined,
): Promise<void> {
  const home = mkdtempSync(join(directory, 'home-'))
  chmodSync(home, 0o777)
  // The display lets in whoever can read this file.
  const cookie = join(home, 'xauthority')
  if (process.env['XAUTHORITY'] !== undefined) copyFileSync(process.env['XAUTHORITY'], cookie)
  if (existsSync(cookie)) chmodSync(cookie, 0o644)
  const child = spawn(executable, [...switches, '--disable-gpu', '--trace-start'], {
    ...as,
    env: { ...process.env, BERTH_HOME: join(home, 'berth'), HOME: home, XAUTHORITY: cookie },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    let printed = ''
    child.stdout.on('data', (part: Buffer) => (printed += part.toString()))
    await expect.poll(() => printed, { timeout: 30_000 }).toContain('berth painted')
    look()
  } finally {
    child.kill('SIGKILL')
  }
}

/** The kernel's word on each of the app's processes that show pages: whose they are, and whether a filter is on their calls. */
function rendererStatuses(executable: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        const isOurs = words.startsWith(executable) && words.includes('--type=renderer')
        return isOurs ? [readFileSync(`/proc/${pid}/status`, 'utf8')] : []
      } catch {
        // It has ended meanwhile.
        return []
      }
    })
}

test('the packaged binary has its fuses as docs/security.md says', async () => {
  const wire = await getCurrentFuseWire(join(unpacked, 'berth-desktop'))
  const [off, on] = ['0'.charCodeAt(0), '1'.charCodeAt(0)]
  expect(wire).toMatchObject({
    [FuseV1Options.RunAsNode]: off,
    [FuseV1Options.EnableCookieEncryption]: on,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
    [FuseV1Options.EnableNodeCliInspectArguments]: off,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
  })
})

test('the packaged app opens its window, engine and all, from its archive alone', async () => {
  // Playwright needs the inspector: a copy that differs in this one fuse.
  const copy = join(directory, 'inspectable')
  cpSync(unpacked, copy, { recursive: true })
  const executablePath = join(copy, 'berth-desktop')
  await flipFuses(executablePath, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  const berth = await launchBerth({ hosts: [nowhere], executablePath })
  try {
    // The engine's words: its process was started, too.
    await expect(berth.page.getByText('/nonexistent/docker.sock').first()).toBeVisible()
    expect(await berth.app.evaluate(({ app }) => [app.isPackaged, app.getVersion(), app.getName()])).toEqual([
      true,
      version,
      'Berth',
    ])
    expect(berth.problems).toEqual([])
  } finally {
    await berth.close()
  }
})

test('tar.gz and deb hold an app that starts, and beside them lies which version they are', async () => {
  expect(readFileSync(join(packages, 'latest-linux.yml'), 'utf8')).toContain(`version: ${version}\n`)
  await run('tar', ['-xzf', join(packages, `Berth-${version}-linux-x64.tar.gz`), '-C', directory])
  await expectPainted(join(directory, `Berth-${version}-linux-x64`, 'berth-desktop'), asRoot)
  const deb = join(packages, `berth-desktop_${version}_amd64.deb`)
  const installed = join(directory, 'installed')
  await run('dpkg-deb', ['-x', deb, installed])
  await expectPainted(join(installed, 'opt/Berth/berth-desktop'), asRoot)
  const { stdout: fields } = await run('dpkg-deb', ['-f', deb, 'Package', 'Version', 'Architecture'])
  expect(fields).toBe(`Package: berth-desktop\nVersion: ${version}\nArchitecture: amd64\n`)
  const { stdout: listed } = await run('dpkg-deb', ['-c', deb])
  // As Chromium's sandbox wants it: root's own, and run as root.
  expect(listed).toMatch(/-rwsr-xr-x root\/root .*\.\/opt\/Berth\/chrome-sandbox/)
  expect(listed).toContain('./usr/share/applications/berth-desktop.desktop')
})

test('for a user who is not root pages run in Chromium’s sandbox', async () => {
  const nobody = 65_534
  const isRoot = process.getuid?.() === 0
  const executable = join(directory, `Berth-${version}-linux-x64`, 'berth-desktop')
  chmodSync(directory, 0o755)
  await expectPainted(executable, [], isRoot ? { uid: nobody, gid: nobody } : {}, () => {
    const statuses = rendererStatuses(executable)
    expect(statuses.length).toBeGreaterThan(0)
    for (const status of statuses) {
      expect(status).toMatch(/^Seccomp:\t2$/m)
      expect(status).toMatch(/^NoNewPrivs:\t1$/m)
      expect(status).not.toMatch(/^Uid:\t0\b/m)
    }
  })
})

test('the command line installs from its tarball with no network, no scripts and no Electron', async () => {
  const prefix = join(directory, 'prefix')
  const words = ['install', '--global', '--offline', '--prefix', prefix, join(packages, `berth-cli-${version}.tgz`)]
  await run('npm', words, { timeout: 60_000 })
  const { stdout } = await run(join(prefix, 'bin/berth'), ['--version'])
  expect(stdout.trim()).toBe(version)
  const installed = join(prefix, 'lib/node_modules/berth-cli')
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as object
  expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['scripts', 'dependencies']))
  expect(existsSync(join(installed, 'node_modules'))).toBe(false)
})

test('licences and the bill of materials name every dependency', () => {
  const notices = join(unpacked, 'resources/notices')
  const licences = readFileSync(join(notices, 'THIRD-PARTY-NOTICES.txt'), 'utf8')
  const { components } = JSON.parse(readFileSync(join(notices, 'sbom.cdx.json'), 'utf8')) as {
    readonly components: readonly { readonly name: string; readonly group?: string }[]
  }
  const listed = components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`))
  for (const name of Object.keys(dependencies)) {
    expect(licences).toContain(`\n${name} `)
    expect(listed).toContain(name)
  }
  expect(licences).toContain('SIL OPEN FONT LICENSE')
})
