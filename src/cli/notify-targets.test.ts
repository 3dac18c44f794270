import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseArguments } from './arguments'
import type { CliRequest } from './cli-request'
import { cliTextsEn } from './cli-texts-en'
import { noticeTargetsOf } from './notify-targets'

const folder = mkdtempSync(join(tmpdir(), 'berth-notify-'))
afterAll(() => rmSync(folder, { recursive: true }))

const slackFile = join(folder, 'slack')
const secretFile = join(folder, 'secret')
const emptyFile = join(folder, 'empty')
writeFileSync(slackFile, 'https://hooks.slack.com/services/T0/B0/token\n')
writeFileSync(secretFile, 's3cret\n')
writeFileSync(emptyFile, '\n')
const webhook = 'https://ci.example.com/hooks/berth'

function request(...words: readonly string[]): CliRequest {
  const parsed = parseArguments(words, '1.0.0', cliTextsEn)
  if (parsed.kind === 'text') throw new Error(parsed.text)
  return parsed.request
}
const deploy = (...words: readonly string[]): CliRequest => request('deploy', 'dev1', '--tag', 'a', ...words)
const targets = (asked: CliRequest, environment: Readonly<Record<string, string>> = {}) =>
  noticeTargetsOf(asked, environment, 'en')

test('options and environment name the same targets, secrets from files', async () => {
  const named = ['--notify-slack-url-file', slackFile, '--notify-webhook', webhook, '--notify-secret-file', secretFile]
  const byOptions = await targets(deploy(...named))
  expect(byOptions.map(({ secrets }) => secrets)).toEqual([
    { address: 'https://hooks.slack.com/services/T0/B0/token', signingSecret: null },
    { address: webhook, signingSecret: 's3cret' },
  ])
  const environment = {
    BERTH_SLACK_WEBHOOK_FILE: slackFile,
    BERTH_WEBHOOK_URL: webhook,
    BERTH_WEBHOOK_SECRET_FILE: secretFile,
  }
  expect(await targets(deploy(), environment)).toEqual(byOptions)
  expect(await targets(request('reserve', 'dev1', '--until', '2h', '--why', 'x'), environment)).toEqual(byOptions)
  expect(await targets(request('board'), environment)).toEqual([])
})

test('a file that holds nothing, a secret for nobody and an open address are refused before anything is done', async () => {
  await expect(targets(deploy('--notify-slack-url-file', emptyFile))).rejects.toMatchObject({ code: 'bad-request' })
  await expect(targets(deploy('--notify-slack-url-file', join(folder, 'no')))).rejects.toMatchObject({
    code: 'bad-request',
  })
  await expect(targets(deploy('--notify-secret-file', secretFile))).rejects.toMatchObject({ code: 'bad-request' })
  await expect(targets(deploy('--notify-webhook', 'http://ci.example.com/'))).rejects.toMatchObject({
    code: 'notice-address-invalid',
  })
})
