import { BrowserWindow, clipboard, dialog, ipcMain, type IpcMainInvokeEvent, type OpenDialogOptions } from 'electron'
import { BerthError } from '../domain/berth-error'
import {
  shellRequests,
  type ShellReply,
  type ShellRequestBody,
  type ShellRequestName,
} from '../contract/shell-contract'
import type { ChosenFiles, FileTokens } from './chosen-files'
import type { DesktopNotices } from './desktop-notices'
import type { NoticeSecretDesk } from './notice-secrets'
import type { OpenableAddresses } from './openable-addresses'
import type { SampleMode } from './sample-mode'
import type { RegistryLogins } from './registry-logins'
import type { SecretCipher } from './secret-cipher'
import type { SecretDesk } from './secret-desk'
import type { VersionCheck } from './version-check'
import { isTrustedFrame, openInBrowser } from './window-guards'

type Handlers = {
  [Name in ShellRequestName]: (body: ShellRequestBody<Name>, event: IpcMainInvokeEvent) => Promise<ShellReply<Name>>
}

/** What the window's requests are answered with. */
export type ShellRequestParts = {
  readonly files: FileTokens
  readonly openable: OpenableAddresses
  readonly secrets: Pick<SecretDesk, 'give' | 'forgetAll'>
  readonly registryLogins: RegistryLogins
  readonly noticeSecrets: Pick<NoticeSecretDesk, 'keep' | 'isKept' | 'forget' | 'bringBack' | 'forgetRemembered'>
  readonly secretQuality: SecretCipher['quality']
  readonly desktopNotices: Pick<DesktopNotices, 'lookAt'>
  readonly sample: Pick<SampleMode, 'isShown' | 'enter' | 'leave'>
  readonly versions: Pick<VersionCheck, 'view' | 'ask'>
  readonly onPainted: (live: boolean, slots: number) => void
}

/** Answers the window's requests to the shell: the sender is checked first, then the body. */
export function answerShellRequests(parts: ShellRequestParts): void {
  const { files, openable, secrets, registryLogins, onPainted } = parts
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
    'put-registry-login': async (login) => {
      registryLogins.put(login)
      return {}
    },
    'forget-registry-login': async ({ registry }) => {
      await registryLogins.forget(registry)
      return {}
    },
    'list-registry-logins': async () => ({ logins: [...(await registryLogins.list())] }),
    'forget-secrets': async () => {
      parts.noticeSecrets.forgetRemembered()
      return { forgotten: await secrets.forgetAll() }
    },
    ...noticeHandlers(parts),
    'version-view': async () => parts.versions.view(),
    'ask-version': () => parts.versions.ask(),
    'enter-sample': async () => {
      await parts.sample.enter()
      return {}
    },
    'leave-sample': async () => {
      await parts.sample.leave()
      return {}
    },
    'board-painted': async ({ live, slots }) => {
      onPainted(live, slots)
      return {}
    },
  }
  ipcMain.handle('berth:shell-request', (event, name: unknown, body: unknown) => {
    if (!isTrustedFrame(event.senderFrame, event.sender))
      throw new BerthError('bad-request', { field: 'sender', reason: 'not a window of Berth' })
    if (parts.sample.isShown() && touchesKept(name))
      throw new BerthError('bad-request', { field: String(name), reason: 'the sample keeps nothing' })
    return answer(handlers, name, body, event)
  })
}

/** Whether a request is about what stays on this computer. The window offers none of these in the sample. */
function touchesKept(name: unknown): boolean {
  return typeof name === 'string' && /^(keep|put|forget)-/.test(name)
}

type NoticeRequestName =
  | 'keep-notice-secrets'
  | 'forget-notice-secrets'
  | 'bring-back-notice-secrets'
  | 'secret-quality'
  | 'notice-secrets-kept'
  | 'look-at'

function noticeHandlers({
  noticeSecrets,
  secretQuality,
  desktopNotices,
}: ShellRequestParts): Pick<Handlers, NoticeRequestName> {
  return {
    'keep-notice-secrets': (typed) => noticeSecrets.keep(typed),
    'forget-notice-secrets': async ({ targetId }) => {
      await noticeSecrets.forget(targetId)
      return {}
    },
    'bring-back-notice-secrets': async ({ targetId }) => ({ isBack: await noticeSecrets.bringBack(targetId) }),
    'secret-quality': async () => ({ canKeep: secretQuality() }),
    'notice-secrets-kept': async ({ targetId }) => ({ isKept: await noticeSecrets.isKept(targetId) }),
    'look-at': async ({ sight }) => {
      desktopNotices.lookAt(sight)
      return {}
    },
  }
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
