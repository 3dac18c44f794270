import type { HostTestStep } from '../../contract/host-test'
import type { SshAddress } from '../../domain/host-address'
import type { HostAccessSetting, HostSetting } from '../../domain/settings'
import { createDockerClient } from '../docker/create-docker-client'
import type { EngineOptions } from '../engine-options'
import type { DockerClient } from '../ports'
import { readContext } from '../transport/docker-contexts'
import type { HostQuestions } from '../transport/host-questions'
import { openRoute, routeSettingOf, type RouteSetting } from '../transport/open-route'
import { createSshRoute, type SshRoute } from '../transport/ssh/ssh-route'
import type { SshStage, SshStageName } from '../transport/ssh/ssh-stage'
import type { HostKeyDesk } from './host-key-desk'
import type { HostTestSteps } from './host-test-steps'
import type { OpenedClient } from './test-host'

/** What clients are made with. */
export type HostClientParts = Pick<
  EngineOptions,
  'clock' | 'environment' | 'dockerConfigDirectory' | 'personDirectory' | 'secrets' | 'askHostKey'
> & {
  readonly hostKeys: HostKeyDesk
  /** Where host keys stand that were accepted for good. */
  readonly ownKnownHostsFile: string
}

/** A client of a host of the board. Throws `address-unsupported` and `address-with-password`. */
export function createHostClient(parts: HostClientParts, setting: HostSetting): DockerClient {
  const questions = questionsOf(parts, setting.id)
  const openSsh = (address: SshAddress, access: HostAccessSetting): SshRoute =>
    openSshRoute(parts, address, access, questions, undefined)
  return createDockerClient(openRoute(setting, { ...parts, openSsh }), parts)
}

/** A client for a test: its way tells of its steps, and its questions show in them. */
export function openTestClient(parts: HostClientParts, setting: RouteSetting, steps: HostTestSteps): OpenedClient {
  const asked = questionsOf(parts, null)
  const questions: HostQuestions = {
    ...asked,
    hostKey: (question, signal) => {
      steps.asking('host-key')
      return asked.hostKey(question, signal)
    },
    secret: (question, signal) => {
      steps.asking('log-in')
      return asked.secret(question, signal)
    },
  }
  let way: ReturnType<OpenedClient['way']> = null
  const openSsh = (address: SshAddress, access: HostAccessSetting): SshRoute => {
    return openSshRoute(parts, address, access, questions, (stage) => {
      tellStage(steps, stage)
      if (stage.kind === 'passed' && stage.fact.kind === 'docker') way = stage.fact.way
    })
  }
  const client = createDockerClient(openRoute(setting, { ...parts, openSsh }), parts)
  return { client, way: () => way }
}

/** Where a context leads now, as a setting of its own. */
export async function resolveContext(parts: HostClientParts, setting: RouteSetting): Promise<RouteSetting> {
  if (!setting.address.startsWith('context://')) return setting
  const context = await readContext(parts.dockerConfigDirectory, setting.address.slice('context://'.length))
  return routeSettingOf(context, setting)
}

function questionsOf({ secrets, askHostKey, hostKeys }: HostClientParts, hostId: string | null): HostQuestions {
  return { ...secrets, hostKey: askHostKey ?? ((question, signal) => hostKeys.ask(hostId, question, signal)) }
}

function openSshRoute(
  { clock, environment, personDirectory, ownKnownHostsFile }: HostClientParts,
  address: SshAddress,
  { keyFile, jumpHost }: HostAccessSetting,
  questions: HostQuestions,
  onStage: ((stage: SshStage) => void) | undefined,
): SshRoute {
  return createSshRoute({
    address,
    keyFile: keyFile ?? null,
    jumpHost: jumpHost ?? null,
    clock,
    environment,
    homeDirectory: personDirectory,
    ownKnownHostsFile,
    questions,
    ...(onStage === undefined ? {} : { onStage }),
  })
}

const stepOf: Readonly<Record<SshStageName, HostTestStep['kind']>> = {
  'resolve-name': 'find-name',
  'reach-port': 'reach-port',
  'host-key': 'host-key',
  login: 'log-in',
  'docker-socket': 'talk-to-docker',
}

/** Docker has yet to answer where its socket was found: that step goes on. */
function tellStage(steps: HostTestSteps, stage: SshStage): void {
  const kind = stepOf[stage.name]
  if (stage.kind === 'begun') steps.begin(kind, stage.jump)
  else if (stage.fact.kind !== 'docker') steps.pass(kind, stage.fact, stage.jump)
}
