// npm start: sets everything up that is missing and opens the app. npm start -- --screenshot FILE writes a picture and exits.
import { readAppArguments } from './setup/app-arguments.mjs'
import { openDisplay } from './setup/display.mjs'
import { openApp } from './setup/open-app.mjs'
import { readyToOpen } from './setup/ready-to-open.mjs'
import { runScript, say } from './setup/say.mjs'

await runScript(async () => {
  const { screenshot, rest } = readAppArguments(process.argv.slice(2))
  const display = await openDisplay(say)
  if (display.virtual) say('There is no display: Berth opens on a virtual one (Xvfb).')
  try {
    const electronPath = readyToOpen(say)
    return await openApp({ electronPath, display, appArguments: rest, screenshot }, say)
  } finally {
    display.stop()
  }
})
