import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'

const folder = mkdtempSync(join(tmpdir(), 'berth-slots-file-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Where the team's file lies. */
export const slotsFilePath = join(folder, 'compose.yaml')

/** The team's slots file, with what a test wants to change in it. */
export function writeSlotsFile(changes: { readonly pool?: number; readonly extra?: string } = {}): void {
  const { pool = 10, extra = '' } = changes
  writeFileSync(
    slotsFilePath,
    `# The shop's development servers.
x-berth:
  branch: 'kickoff-(?<date>\\d{6})-(?<summary>.+)'
  slots:
    dev1: { env: { WEB_PORT: 3101 }, urls: { web: http://localhost:3101 } }
    dev2: { env: { WEB_PORT: 3102 }, urls: { web: http://localhost:3102 } }
services:
  api:
    image: registry.example.com/shop/api:\${TAG}
    environment:
      SEARCH_POOL_SIZE: '${pool}'
      DB_PASSWORD: hunter2
    healthcheck:
      test: [CMD, curl, -fs, 'http://localhost:8080/health']
      interval: 5s
  web:
    image: registry.example.com/shop/web:\${TAG}
    ports: ['\${WEB_PORT}:3000']
    depends_on: { api: { condition: service_healthy } }
${extra}`,
  )
}

/** The person always chooses the team's file. */
export async function alwaysChooseSlotsFile(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, slotsFilePath)
}
