import { BrowserWindow, clipboard, dialog, ipcMain, type IpcMainInvokeEvent, type OpenDialogOptions } from 'electron'
import { BerthError } from '../domain/berth-error'
import {
  shellRequests,
  type ShellReply,
  type ShellRequestBody,
  type ShellRequestName,
} from '../contract/shell-contract'
import type { ChosenFiles, FileTokens } from './chosen-files'
import type { OpenableAddresses } from './openable-addresses'
import type { SecretDesk } from './secret-desk'
import { isTrustedFrame, openInBrowser } from './window-guards'

type Handlers = {
  [Name in ShellRequestName]: (body: ShellRequestBody<Name>, event: IpcMainInvokeEvent) => Promise<ShellReply<Name>>
}

/** What the window's requests are answered with. */
export type ShellRequestParts = {
  readonly files: FileTokens
  readonly openable: OpenableAddresses
  readonly secrets: Pick<SecretDesk, 'give' | 'forgetAll'>
  readonly onPainted: (live: boolean, slots: number) => void
}

/** Answers the window's requests to the shell: the sender is checked first, then the body. */
export function answerShellRequests({ files, openable, secrets, onPainted }: ShellRequestParts): void {
  const handlers: Handlers = {
    'choose-save-target': (body, event) => chooseSaveTarget(body.suggestedName, event, files.save),
    'choose-open-file': (_body, event) => chooseOpenFile(event, files.open),
    'copy-text': async ({ text }) => {
      await clipboard.writeText(text)
      return {}
    },
    'open-address': async ({ address }) => ({ opened: await openInBrowser(openable.find(address)) }),
    'give-secret': async ({ questionId, secret, keep }) => {
      secrets.give(questionId, secret, keep)
      return {}
    },
    'forget-secrets': async () => ({ forgotten: await secrets.forgetAll() }),
    'board-painted': async ({ live, slots }) => {
      onPainted(live, slots)
      return {}
    },
  }
  ipcMain.handle('berth:shell-request', (event, name: unknown, body: unknown) => {
    if (!isTrustedFrame(event.senderFrame, event.sender))
      throw new BerthError('bad-request', { field: 'sender', reason: 'not a window of Berth' })
    return answer(handlers, name, body, event)
  })
}

function answer(handlers: Handlers, name: unknown, body: unknown, event: IpcMainInvokeEvent): Promise<unknown> {
  if (!isRequestName(name)) throw new BerthError('bad-request', { field: 'name', reason: 'no such request' })
  const parsed = shellRequests[name].request.safeParse(body)
  if (!parsed.success) throw new BerthError('bad-request', { field: name, reason: 'not of the request’s form' })
  // The schema of this very name has just checked the body; the compiler can't follow the pairing.
  const handler = handlers[name] as (body: unknown, event: IpcMainInvokeEvent) => Promise<unknown>
  return handler(parsed.data, event)
}

function isRequestName(name: unknown): name is ShellRequestName {
  return typeof name === 'string' && Object.hasOwn(shellRequests, name)
}

async function chooseSaveTarget(
  suggestedName: string,
  event: IpcMainInvokeEvent,
  saveTargets: ChosenFiles,
): Promise<{ token: string } | null> {
  const window = BrowserWindow.fromWebContents(event.sender)
  const options = { defaultPath: suggestedName.replace(/[^\p{L}\p{N}._ -]/gu, '_') }
  const chosen = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options))
  return chosen.canceled || chosen.filePath === undefined ? null : { token: saveTargets.remember(chosen.filePath) }
}

/** A compose file goes by any of these names; all files can be chosen, too. */
const composeFiles = { name: 'Compose', extensions: ['yaml', 'yml'] }

async function chooseOpenFile(event: IpcMainInvokeEvent, openFiles: ChosenFiles): Promise<{ token: string } | null> {
  const window = BrowserWindow.fromWebContents(event.sender)
  const options: OpenDialogOptions = {
    properties: ['openFile'],
    filters: [composeFiles, { name: '*', extensions: ['*'] }],
  }
  const chosen = await (window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options))
  const path = chosen.filePaths[0]
  return chosen.canceled || path === undefined ? null : { token: openFiles.remember(path) }
}
