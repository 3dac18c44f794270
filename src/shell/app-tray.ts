import { Menu, type MenuItemConstructorOptions, Tray } from 'electron'
import type { NoticeGoal } from '../contract/shell-contract'
import type { Language } from '../domain/berth-error'
import { sameData } from '../domain/same-data'
import type { TrayView } from '../domain/tray-view'
import { trayImages, type TrayImages } from './tray-images'
import { type TrayFace, trayFace, type TrayLine } from './tray-menu'

/** What the tray's menu leads to. */
export type TrayGoals = {
  readonly open: () => void
  readonly openAt: (goal: NoticeGoal) => void
  readonly quit: () => void
}

/** Berth's icon in the system's tray, there only while it is wanted. A desktop without a tray shows none, and nothing else changes. */
export class AppTray {
  readonly #goals: TrayGoals
  #images: TrayImages | null = null
  #tray: Tray | null = null
  #face: TrayFace | null = null

  constructor(goals: TrayGoals) {
    this.#goals = goals
  }

  /** Shows it so; null: it is not wanted. */
  show(view: TrayView | null, isSample: boolean, language: Language): void {
    const face = view === null ? null : trayFace(view, isSample, language)
    if (sameData(face, this.#face)) return
    this.#face = face
    if (face === null) return this.#remove()
    const images = (this.#images ??= trayImages(process.platform))
    const tray = (this.#tray ??= this.#create(images.forTray(face.shape)))
    tray.setImage(images.forTray(face.shape))
    tray.setToolTip(face.tip)
    tray.setContextMenu(Menu.buildFromTemplate(face.lines.map((line) => this.#item(line, images))))
  }

  #create(image: Electron.NativeImage): Tray {
    const tray = new Tray(image)
    // A click opens the menu on macOS, as everywhere there.
    if (process.platform !== 'darwin') tray.on('click', this.#goals.open)
    return tray
  }

  #remove(): void {
    this.#tray?.destroy()
    this.#tray = null
  }

  #item(line: TrayLine, images: TrayImages): MenuItemConstructorOptions {
    switch (line.kind) {
      case 'line':
        return { type: 'separator' }
      case 'words':
        return { label: line.label, enabled: false }
      case 'open':
        return { label: line.label, click: this.#goals.open }
      case 'quit':
        return { label: line.label, click: this.#goals.quit }
      case 'slot': {
        const { hostId, slot, shape } = line.slot
        const goal = { kind: 'slot', hostId, slot, deploymentId: null } as const
        return { label: line.label, icon: images.forMenu(shape), click: () => this.#goals.openAt(goal) }
      }
    }
  }
}
