import { readFile } from 'node:fs/promises'
import { BerthError, type Language } from '../domain/berth-error'
import { sentKinds } from '../domain/notice'
import { readNoticeAddress } from '../domain/notice-address'
import type { NoticeTarget } from '../domain/notice-target'
import type { EngineOptions } from '../engine/engine-options'
import type { CliRequest, NotifyWish } from './cli-request'

/** Targets as the engine takes them. */
export type GivenTargets = Extract<NonNullable<EngineOptions['noticeTargets']>, { kind: 'given' }>['targets']

type Environment = Readonly<Record<string, string | undefined>>

/** More is neither an address nor a secret. */
const mostBytes = 4_096

/**
 * Who is told what this command does, by its options and else by the environment: secrets stand in files (an inherited descriptor is
 * one, as /dev/fd/3), never among the arguments. Throws `bad-request` for a file that can't be used, and `notice-address-invalid`.
 */
export async function noticeTargetsOf(
  request: CliRequest,
  environment: Environment,
  language: Language,
): Promise<GivenTargets> {
  if (request.kind !== 'operate' && request.kind !== 'reserve' && request.kind !== 'unreserve') return []
  const wish = withEnvironment(request.notify ?? nobody, environment)
  if (wish.secretFile !== null && wish.webhook === null) {
    throw new BerthError('bad-request', { field: '--notify-secret-file', reason: '--notify-webhook URL is missing' })
  }
  const slack = wish.slackUrlFile === null ? null : await readSecret(wish.slackUrlFile, '--notify-slack-url-file')
  const signing = wish.secretFile === null ? null : await readSecret(wish.secretFile, '--notify-secret-file')
  return [
    ...(slack === null ? [] : [givenTarget('slack', slack, null, language)]),
    ...(wish.webhook === null ? [] : [givenTarget('webhook', wish.webhook, signing, language)]),
  ]
}

const nobody: NotifyWish = { slackUrlFile: null, webhook: null, secretFile: null }

function withEnvironment({ slackUrlFile, webhook, secretFile }: NotifyWish, environment: Environment): NotifyWish {
  const named = (name: string): string | null => environment[name] || null
  const ownWebhook = webhook ?? named('BERTH_WEBHOOK_URL')
  return {
    slackUrlFile: slackUrlFile ?? named('BERTH_SLACK_WEBHOOK_FILE'),
    webhook: ownWebhook,
    secretFile: secretFile ?? (ownWebhook === null ? null : named('BERTH_WEBHOOK_SECRET_FILE')),
  }
}

function givenTarget(
  kind: NoticeTarget['kind'],
  address: string,
  signingSecret: string | null,
  language: Language,
): GivenTargets[number] {
  const read = readNoticeAddress(address)
  if (read.kind === 'bad') throw new BerthError('notice-address-invalid')
  const name = kind === 'slack' ? 'Slack' : read.shown
  const seen = { id: `given-${kind}`, kind, name, shown: read.shown, language } as const
  return {
    target: { ...seen, events: [...sentKinds], templates: {} },
    secrets: { address: read.address, signingSecret },
  }
}

async function readSecret(file: string, field: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'not readable'
    throw new BerthError('bad-request', { field, reason: `${file}: ${reason}` }, { cause: error })
  })
  const text = bytes.toString('utf8').trim()
  if (text === '' || bytes.length > mostBytes) {
    throw new BerthError('bad-request', {
      field,
      reason: `${file}: one line of 1 to ${String(mostBytes)} bytes is needed`,
    })
  }
  return text
}
