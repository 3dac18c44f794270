import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../package.json'
import { displayText } from '../domain/display-text'
import { createEngine } from '../engine/create-engine'
import type { Engine } from '../engine/engine'
import { homeDirectory } from '../engine/home-directory'
import type { Log } from '../engine/ports'
import { systemClock } from '../engine/system-clock'
import type { HostQuestions } from './host-questions'
import { createOutput } from './output'
import type { GivenTargets } from './notify-targets'
import { runCli } from './run-cli'

const environment = process.env
const output = createOutput(process, environment)

/** The engine's diary is for those who look for a fault: silent unless `BERTH_DEBUG` asks for it. */
const log: Log = (level, message, details) => {
  if ((environment['BERTH_DEBUG'] ?? '') === '') return
  void output.progress.write(
    `[${level}] ${displayText(`${message} ${details === undefined ? '' : JSON.stringify(details)}`, 2_000)}\n`,
  )
}

function openEngine(
  hosts: readonly string[] | null,
  questions: HostQuestions,
  acceptsPlainText: boolean,
  noticeTargets: GivenTargets = [],
): Engine {
  return createEngine({
    homeDirectory: homeDirectory(environment, process.platform),
    dockerConfigDirectory: environment['DOCKER_CONFIG'] ?? join(homedir(), '.docker'),
    environment,
    personDirectory: homedir(),
    ...questions,
    noticeTargets: { kind: 'given', targets: noticeTargets },
    clock: systemClock,
    log,
    hosts,
    acceptsPlainText,
    isOneCommand: true,
    resolveSaveTarget: () => Promise.resolve(null),
    // The command line's process is the person's own: the path stands for itself.
    resolveOpenFile: (path) => Promise.resolve(path),
  })
}

function onInterrupt(listener: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, listener)
  return () => {
    for (const signal of signals) process.off(signal, listener)
  }
}

/** The system's word for the person; some containers have a user without a name. */
function systemUserName(): string {
  try {
    return displayText(userInfo().username, 64)
  } catch {
    return displayText(environment['USER'] ?? '', 64) || 'unknown'
  }
}

void runCli({
  words: process.argv.slice(2),
  environment,
  version: packageJson.version,
  output,
  openEngine,
  userName: systemUserName(),
  nowMs: () => systemClock.nowMs(),
  onInterrupt,
}).then((code) => {
  process.exitCode = code
  // Whatever a library still holds open must not keep the shell waiting; what was written is out by now.
  process.exit()
})
