import { expect, type Locator, type Page } from '@playwright/test'
import type { DialogState, View } from '../renderer/stores/navigation-store'
import { row } from './board-page'

/** Every page and dialog the window knows. One that is missing here does not compile. */
const screens: Record<View['kind'] | Exclude<DialogState['kind'], 'none'>, true> = {
  board: true,
  wall: true,
  slot: true,
  logs: true,
  activity: true,
  hosts: true,
  'add-host': true,
  'edit-host': true,
  'slots-file': true,
  settings: true,
  deploy: true,
  operation: true,
  rollback: true,
  reserve: true,
  lift: true,
  metrics: true,
  deployment: true,
  keys: true,
  palette: true,
  'host-key': true,
  'registry-login': true,
}

type Screen = keyof typeof screens

/** What the tour needs done to the world while it goes. */
export type TourWorld = {
  readonly page: Page
  /** Gives the app hosts: those with slots, or those and one whose key nobody knows. */
  readonly name: (which: 'hosts-with-slots' | 'one-more-by-ssh') => Promise<void>
}

/** A state of a screen, and how it is reached, by keys alone, from wherever the window was left. */
export type Stop = {
  readonly shows: Screen
  readonly name: string
  readonly reach: (world: TourWorld) => Promise<void>
}

/** The screens that the stops of a tour leave out. */
export function unvisited(stops: readonly Stop[]): readonly string[] {
  return Object.keys(screens).filter((screen) => !stops.some(({ shows }) => shows === screen))
}

/** Closes what is open and goes to the board. */
export async function toBoard(page: Page): Promise<void> {
  const open = page.locator('.dlg, .menu')
  for (let presses = 0; (await open.count()) > 0 && presses < 4; presses += 1) {
    const before = await open.count()
    await page.keyboard.press('Escape')
    await expect.poll(() => open.count()).toBeLessThan(before)
  }
  await page.keyboard.press('Control+1')
}

/** Presses a key on a slot's row. */
export async function onRow(page: Page, slot: string, host: string, key: string): Promise<void> {
  await toBoard(page)
  await row(page, slot, host).focus()
  await page.keyboard.press(key)
}

/** Opens a page by its key. */
export async function byKey(page: Page, ...keys: readonly string[]): Promise<void> {
  await toBoard(page)
  for (const key of keys) await page.keyboard.press(key)
}

/** Presses a control as somebody does who has come to it by Tab. */
export async function pressOn(control: Locator): Promise<void> {
  await control.focus()
  await control.press('Enter')
}
