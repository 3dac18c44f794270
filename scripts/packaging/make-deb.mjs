import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectDirectory } from '../setup/project.mjs'
import { unpackedName } from './make-tarball.mjs'
import { projectManifest } from './project-manifest.mjs'

const limitMs = 600_000
/** What Electron links to, and what secrets and notifications need; by the names of Debian 11 to 13 and Ubuntu 20.04 to 24.04. */
const depends = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libasound2 | libasound2t64',
  'libgbm1',
  'libnotify4',
  'libsecret-1-0',
  'libxss1',
  'xdg-utils',
]

/**
 * A Debian package of the unpacked app. Answers with the file.
 * @param {string} output
 */
export function makeDeb(output) {
  const root = mkdtempSync(join(output, 'deb-'))
  try {
    const { version } = projectManifest()
    const file = join(output, `berth-desktop_${version}_amd64.deb`)
    layOut(root, join(output, unpackedName))
    writeControl(root)
    execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', root, file], { timeout: limitMs })
    return file
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/**
 * @param {string} root
 * @param {string} unpacked
 */
function layOut(root, unpacked) {
  chmodSync(root, 0o755)
  cpSync(unpacked, join(root, 'opt/Berth'), { recursive: true })
  // As Chromium wants it where the kernel lets no user make namespaces; dpkg sets the owner.
  chmodSync(join(root, 'opt/Berth/chrome-sandbox'), 0o4755)
  mkdirSync(join(root, 'usr/bin'), { recursive: true })
  symlinkSync('/opt/Berth/berth-desktop', join(root, 'usr/bin/berth-desktop'))
  mkdirSync(join(root, 'usr/share/applications'), { recursive: true })
  writeFileSync(join(root, 'usr/share/applications/berth-desktop.desktop'), desktopEntry())
  const icons = join(root, 'usr/share/icons/hicolor')
  for (const [size, name] of [
    ['1024x1024', 'icon.png'],
    ['scalable', 'icon.svg'],
  ]) {
    const target = join(icons, size, 'apps', `berth-desktop${name.slice('icon'.length)}`)
    cpSync(join(projectDirectory, 'assets', name), target)
  }
  const documents = join(root, 'usr/share/doc/berth-desktop')
  cpSync(join(projectDirectory, 'out/app-notices'), documents, { recursive: true })
  cpSync(join(projectDirectory, 'LICENSE'), join(documents, 'copyright'))
}

function desktopEntry() {
  const { description } = projectManifest()
  return `[Desktop Entry]
Type=Application
Name=Berth
Comment=${description}
Comment[ko]=여러 브랜치가 함께 쓰는 개발 서버를 위한 제어판
Exec=/opt/Berth/berth-desktop %U
Icon=berth-desktop
Terminal=false
StartupWMClass=Berth
Categories=Development;
`
}

/** @param {string} root */
function writeControl(root) {
  const { version, description, author } = projectManifest()
  const control = join(root, 'DEBIAN')
  mkdirSync(control, { recursive: true })
  writeFileSync(
    join(control, 'control'),
    `Package: berth-desktop
Version: ${version}
Architecture: amd64
Maintainer: ${author}
Section: devel
Priority: optional
Depends: ${depends.join(', ')}
Suggests: nodejs
Description: ${description}
 Shows which branch runs on which development server, deploys, rolls back and
 tails logs, on any Docker host, with nothing to install there.
`,
  )
}
