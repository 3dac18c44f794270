// node scripts/tray-icons.mjs: draws assets/tray.png, the icons of the tray, from the shapes of the window's sprite.
// A column a shape, in the order of `trayShapes`, and Berth's mark at the end. The first row is in colours that stand out
// on light and on dark panels (at least 3:1 on both); the second in black alone, its insides cut out, for macOS.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { ensureBuild } from './setup/build.mjs'
import { ensureElectron } from './setup/electron.mjs'
import { openDisplay } from './setup/display.mjs'
import { projectDirectory } from './setup/project.mjs'
import { runScript, say } from './setup/say.mjs'

const tilePixels = 96
const colours = /** @type {const} */ ({
  ok: 'oklch(0.56 0.13 152)',
  busy: 'oklch(0.57 0.17 277)',
  bad: 'oklch(0.57 0.2 27)',
  warn: 'oklch(0.57 0.12 68)',
  idle: 'oklch(0.56 0.014 235)',
  lost: 'oklch(0.56 0.04 245)',
})
/** @type {Readonly<Record<string, keyof typeof colours>>} */
const tones = {
  back: 'busy',
  deploy: 'busy',
  start: 'busy',
  cut: 'warn',
  lock: 'warn',
  bad: 'bad',
  lost: 'lost',
  ok: 'ok',
}

await runScript(async () => {
  ensureBuild(say)
  ensureElectron(say)
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(join(projectDirectory, 'src/domain/tray-view.ts'), { configFile: false })
  const tiles = [...module.trayShapes.map((/** @type {string} */ name) => tile(`s-${name}`, tones[name])), tile('mark')]
  const file = join(projectDirectory, 'assets/tray.png')
  writeFileSync(file, await draw(tiles))
  say(`made ${file}`)
  return 0
})

/**
 * @param {string} id
 * @param {keyof typeof colours} tone
 */
function tile(id, tone = 'idle') {
  const sprite = readFileSync(join(projectDirectory, 'renderer/theme/sprite.svg'), 'utf8')
  const inside = new RegExp(`<symbol id="${id}"[^>]*>(.*)</symbol>`).exec(sprite)?.[1]
  if (inside === undefined) throw new Error(`The sprite has no ${id}.`)
  const svg = (/** @type {string} */ colour) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${tilePixels}" height="${tilePixels}" viewBox="0 0 16 16" style="color:${colour};--knock:#fff">${inside}</svg>`
  return { coloured: svg(colours[tone]), black: svg('#000') }
}

/** @param {readonly ReturnType<typeof tile>[]} tiles */
async function draw(tiles) {
  const home = mkdtempSync(join(tmpdir(), 'berth-tray-icons-'))
  const display = await openDisplay(say)
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const environment = /** @type {Record<string, string>} */ ({ ...process.env, ...display.environment })
  const app = await _electron.launch({
    args: [...asRoot, '--disable-gpu', projectDirectory],
    cwd: projectDirectory,
    env: { ...environment, BERTH_HOME: home, DOCKER_HOST: `unix://${join(home, 'none.sock')}` },
  })
  try {
    const script = `(${paint.toString()})(${JSON.stringify(tiles)}, ${tilePixels})`
    const picture = await app.evaluate(async ({ BrowserWindow }, code) => {
      const window = new BrowserWindow({ show: false })
      await window.loadURL('about:blank')
      return window.webContents.executeJavaScript(code)
    }, script)
    return Buffer.from(String(picture).split(',')[1] ?? '', 'base64')
  } finally {
    await app.close()
    display.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/**
 * Runs in a page.
 * @param {readonly ReturnType<typeof tile>[]} tiles
 * @param {number} pixels
 */
async function paint(tiles, pixels) {
  const canvas = document.createElement('canvas')
  canvas.width = tiles.length * pixels
  canvas.height = 2 * pixels
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('There is no canvas.')
  const place = async (/** @type {string} */ svg, /** @type {number} */ column, /** @type {number} */ row) => {
    const image = new Image()
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
    await image.decode()
    context.drawImage(image, column * pixels, row * pixels)
  }
  for (const [column, { coloured, black }] of tiles.entries()) {
    await place(coloured, column, 0)
    await place(black, column, 1)
  }
  const lower = context.getImageData(0, pixels, canvas.width, pixels)
  for (let at = 0; at < lower.data.length; at += 4) {
    // White lines on the shape become holes in it.
    lower.data[at + 3] = (lower.data[at + 3] ?? 0) * (1 - (lower.data[at] ?? 0) / 255)
    lower.data.fill(0, at, at + 3)
  }
  context.putImageData(lower, 0, pixels)
  return canvas.toDataURL('image/png')
}
