import { plainNotice, sentKinds } from '../domain/notice'
import { createNoticeSender } from '../engine/notify/notice-sender'
import { openWaitingFile } from '../engine/notify/waiting-file'
import { systemClock } from '../engine/system-clock'

/** Sends one message to `argv[3]` with its queue in `argv[2]`, in a process that a test kills. */
const [directory = '', address = ''] = process.argv.slice(2)
const log = (): void => undefined
const { pid: processId } = process
const target = {
  id: 'target-1',
  kind: 'webhook',
  name: 'ci',
  shown: '',
  language: 'en',
  events: [...sentKinds],
  templates: {},
} as const
createNoticeSender({
  source: { kind: 'settings', secrets: async () => ({ address, signingSecret: null }) },
  targets: () => [{ ...target, events: [...target.events] }],
  file: openWaitingFile({ directory, clock: systemClock, log, processId, isAlive: () => true }),
  clock: systemClock,
  random: Math.random,
  log,
  onDelivery: log,
}).send(
  plainNotice(
    { hostId: 'h1', host: 'seoul-1', slot: 'dev3' },
    { id: 'd-1-ended', kind: 'succeeded', atMs: Date.now(), who: '이도윤' },
  ),
)
