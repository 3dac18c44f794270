import type { LogMarker } from '../domain/log-line'
import type { BuildTexts } from './build-texts'
import type { HealthTexts } from './health-texts'
import type { HostTexts } from './host-texts'
import type { LedgerTexts } from './ledger-texts'
import type { NotifyTexts } from './notify-texts'
import type { QuestionTexts } from './question-texts'
import type { SettingsTexts } from './settings-texts'
import type { StatsTexts } from './stats-texts'

type HelpTopic =
  | 'berth'
  | 'version'
  | 'help'
  | 'board'
  | 'deploy'
  | 'stop'
  | 'start'
  | 'restart'
  | 'repair'
  | 'logs'
  | 'health'
  | 'stats'
  | 'watch'
  | 'host'
  | 'json'
  | 'slot'
  | 'service'
  | 'services'
  | 'plan'
  | 'yes'
  | 'by'
  | 'tag'
  | 'recreate'
  | 'follow'
  | 'tail'
  | 'grep'
  | 'fixed'
  | 'level'
  | 'logUntil'
  | 'rollback'
  | 'history'
  | 'historySlot'
  | 'reserve'
  | 'unreserve'
  | 'lift'
  | 'liftWhy'
  | 'liftHold'
  | 'lock'
  | 'settings'
  | 'settingsPublish'
  | 'settingsCheck'
  | 'settingsShow'
  | 'settingsList'
  | 'strategy'
  | 'overReservation'
  | 'takeover'
  | 'resume'
  | 'putBack'
  | 'unlock'
  | 'to'
  | 'list'
  | 'limit'
  | 'since'
  | 'text'
  | 'until'
  | 'why'
  | 'forWhom'
  | 'file'
  | 'note'
  | 'on'
  | 'fileVersion'
  | 'hosts'
  | 'hostsList'
  | 'hostsAdd'
  | 'hostsTest'
  | 'hostsEdit'
  | 'hostsRename'
  | 'hostsMove'
  | 'hostsRemove'
  | 'hostsFind'
  | 'hostAddress'
  | 'hostOrAddress'
  | 'hostName'
  | 'newName'
  | 'place'
  | 'noTest'
  | 'tlsFolder'
  | 'tlsCa'
  | 'tlsCert'
  | 'tlsKey'
  | 'acceptPlainText'
  | 'acceptPlainTextOnce'
  | 'key'
  | 'jump'
  | 'noTls'
  | 'noAcceptPlainText'
  | 'noKey'
  | 'noJump'
  | 'secretDescriptor'
  | 'notifySlack'
  | 'notifyWebhook'
  | 'notifySecret'

type StateWord =
  | 'healthy'
  | 'running'
  | 'starting'
  | 'deploying'
  | 'rolling-back'
  | 'interrupted'
  | 'locked'
  | 'unhealthy'
  | 'paused'
  | 'stopped'
  | 'not-run'
  | 'empty'

/** All words of the command line in one language, but those of errors and plans, which the domain has. */
export type CliTexts = {
  readonly help: Readonly<Record<HelpTopic, string>>
  /** commander's headings, by their English text. */
  readonly helpTitles: Readonly<Record<string, string>>
  readonly examplesHeading: string
  readonly examples: string
  readonly usage: {
    readonly badTail: string
    readonly badGrep: string
    readonly badLevel: string
    readonly fixedWithoutGrep: string
    readonly untilAndFollow: string
    readonly badName: string
    readonly badLimit: string
    readonly badVersion: string
    readonly badReason: string
    readonly badWhy: string
    readonly badMoment: string
    readonly badRelease: string
    readonly badStrategy: string
    readonly badTakeover: string
    readonly badDescriptor: string
    readonly badPlace: string
    readonly nothingToEdit: string
    readonly tlsAndNoTls: string
    readonly tlsAndPlainText: string
    readonly onlyForTcp: string
    readonly onlyForPlainHosts: string
    readonly onlyForSsh: string
    readonly noTlsFiles: (folder: string) => string
    readonly certificateWithoutKey: string
    readonly needsYes: string
    /** By commander's code of the error. */
    readonly byCode: Readonly<Record<string, (name: string) => string>>
  }
  readonly states: Readonly<Record<StateWord, string>>
  readonly board: {
    readonly head: readonly [slot: string, state: string, what: string, version: string, services: string]
    readonly connected: (version: string) => string
    readonly connecting: string
    readonly unreachable: string
    readonly noHosts: string
    readonly noSlots: string
    readonly mixed: string
    readonly drift: string
    /** `leads` empty: nowhere. */
    readonly leadsElsewhere: (service: string, proxy: string, leads: string, should: string) => string
    readonly lockedBy: (owner: string) => string
    readonly reservedBy: (owner: string) => string
    readonly held: (tag: string, by: string) => string
  }
  readonly deploy: {
    readonly question: string
    readonly nothingToDo: string
    readonly begins: (id: string) => string
    readonly failed: string
    readonly cancelling: string
    readonly puttingBack: string
    readonly pulling: (service: string, done: string, total: string) => string
    readonly waiting: (service: string, seconds: number) => string
    readonly failingOutput: string
    readonly lastLog: string
    readonly result: {
      readonly succeeded: (slot: string) => string
      readonly putBack: (slot: string) => string
      readonly cancelled: (slot: string) => string
      readonly down: (slot: string, services: string) => string
    }
    readonly leftBehind: (slot: string, id: string, lockLabel: string) => string
    readonly interruptAgain: string
  }
  readonly ledger: LedgerTexts
  readonly health: HealthTexts
  readonly hosts: HostTexts
  readonly questions: QuestionTexts
  readonly settings: SettingsTexts
  readonly stats: StatsTexts
  readonly builds: BuildTexts
  readonly notify: NotifyTexts
  readonly logs: {
    readonly dropped: (count: number) => string
    /** A line was left out that is longer than the part `--grep` looks at, in characters. */
    readonly lookedAt: (longest: number) => string
    /** One sentence a marker, of the service's name (empty: the slot as a whole) and its details; see `logMarkers`. */
    readonly marker: Readonly<Record<LogMarker, (service: string, ...details: readonly string[]) => string>>
  }
}
