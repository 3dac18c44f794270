const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('hello', { painted: () => ipcRenderer.send('painted') })
