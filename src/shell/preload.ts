import { contextBridge, ipcRenderer } from 'electron'
import type {
  BerthBridge,
  EngineStatus,
  NoticeGoal,
  SecretQuestionView,
  VersionView,
  WindowStart,
} from '../contract/shell-contract'

// A MessagePort can't cross the context bridge; a window message can carry it.
ipcRenderer.on('berth:engine-port', (event) => window.postMessage('berth:engine-port', location.origin, event.ports))

const bridge: BerthBridge = {
  connect: () => ipcRenderer.send('berth:connect'),
  request: (name, body) => ipcRenderer.invoke('berth:shell-request', name, body),
  onEngineStatus: (listener) => {
    ipcRenderer.on('berth:engine-status', (_event, status: EngineStatus) => listener(status))
  },
  onSecretQuestions: (listener) => {
    ipcRenderer.on('berth:secret-questions', (_event, questions: readonly SecretQuestionView[]) => listener(questions))
    ipcRenderer.send('berth:watch-secrets')
  },
  onNoticeGoal: (listener) => {
    ipcRenderer.on('berth:notice-goal', (_event, goal: NoticeGoal) => listener(goal))
  },
  onVersionView: (listener) => {
    ipcRenderer.on('berth:version-view', (_event, view: VersionView) => listener(view))
  },
  // Synchronous on purpose: the first paint needs it, and the shell has it in memory.
  start: ipcRenderer.sendSync('berth:window-start') as WindowStart,
}

contextBridge.exposeInMainWorld('berth', bridge)
