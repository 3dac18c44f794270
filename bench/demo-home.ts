import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A home folder of Berth for one bench, with one host in its settings; `remove` deletes it. */
export function makeHome(address: string): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'berth-bench-'))
  const settings = { language: 'en', theme: 'light', hosts: [{ id: 'bench', name: 'bench', address }] }
  writeFileSync(join(path, 'settings.json'), JSON.stringify(settings))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
