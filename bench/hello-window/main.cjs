// The least an Electron app with React and a second process can be: what Berth's start is compared with.
const { app, BrowserWindow, ipcMain, utilityProcess } = require('electron')
const { join } = require('node:path')

ipcMain.on('painted', () => process.stdout.write('hello painted\n'))

void app.whenReady().then(() => {
  utilityProcess.fork(join(__dirname, 'idle.cjs'), [], { stdio: 'ignore' })
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    show: false,
    webPreferences: { preload: join(__dirname, 'preload.cjs'), sandbox: true, contextIsolation: true },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadFile(join(__dirname, 'built/index.html'))
})
app.on('window-all-closed', () => app.quit())
