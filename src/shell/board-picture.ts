import { writeFile } from 'node:fs/promises'
import { app, type BrowserWindow } from 'electron'

/** How long the board may take to be painted, and hosts to answer after that. */
const paintLimitMs = 20_000
const liveLimitMs = 15_000

/** Takes the picture for `--screenshot` as soon as the board is live, or says why it couldn't, and ends the app. */
export function pictureWhenLive(window: BrowserWindow, file: string): (live: boolean) => void {
  const finish = async (note: string): Promise<void> => {
    clearTimeout(limit)
    try {
      const image = await window.webContents.capturePage()
      await writeFile(file, image.toPNG())
      process.stdout.write(`${note}\n`)
      app.exit(0)
    } catch (error) {
      process.stderr.write(
        `The picture could not be written to ${file}: ${error instanceof Error ? error.message : String(error)}\n`,
      )
      app.exit(1)
    }
  }
  let limit = setTimeout(() => {
    process.stderr.write('The board was not painted within 20 s; no picture was taken.\n')
    app.exit(1)
  }, paintLimitMs)
  return (live) => {
    clearTimeout(limit)
    if (live) return void finish(`The picture of the board is in ${file}.`)
    limit = setTimeout(
      () => void finish(`No host answered; the picture in ${file} shows the board without one.`),
      liveLimitMs,
    )
  }
}
