import { imageWords, seconds } from './plan-words'
import type { PlanTexts } from './plan-texts'

const insteadEn = {
  asked: 'as asked',
  'nothing-runs': 'nothing runs that could serve meanwhile',
  'no-proxy': 'its proxy is not on the host',
  'proxy-stopped': 'its proxy does not run',
  'foreign-color': 'nobody can tell which set of variables the old one has',
  'rolled-back': 'the release was made without two sets of variables',
  'not-set-up': 'no slots file sets it up for that',
} as const

/** See `PlanTexts`. */
export const planTextsEn: PlanTexts = {
  deployTitle: (slot, tag) => `Deploy ${tag} to ${slot}`,
  rollbackTitle: (slot, to) => `Roll ${slot} back to ${to}`,
  stopTitle: (slot) => `Stop ${slot}`,
  startTitle: (slot) => `Start ${slot}`,
  restartTitle: (slot) => `Restart ${slot}`,
  repairTitle: (slot) => `Lead the proxy back to ${slot}`,
  change: {
    replace: ({ from, to }) => `${imageWords(from)} → ${imageWords(to)}`,
    create: ({ to }) => `new: ${imageWords(to)}`,
    unchanged: ({ image }) => `${imageWords(image)}, unchanged`,
    'no-image': ({ image }) => `${imageWords(image)}, stays: no image of this tag`,
    'not-selected': ({ image }) => `${imageWords(image)}, not selected`,
    'not-in-source': ({ image, source }) =>
      `${imageWords(image)}, stays: not in the ${source === 'file' ? 'slots file' : 'release'}`,
    stop: ({ image }) => `${imageWords(image)}, is stopped`,
    start: ({ image }) => `${imageWords(image)}, is started`,
    restart: ({ image }) => `${imageWords(image)}, is restarted`,
    'lead-back': ({ image, proxy, leads, should }) =>
      `${imageWords(image)}, stays; ${proxy} leads ${leads === '' ? 'nowhere' : `to ${leads}`} → ${should}`,
  },
  down: (downtimeMs, isMeasured) => {
    if (downtimeMs === null) return 'downtime not known'
    if (downtimeMs === 0) return ''
    return `about ${seconds(downtimeMs)} s down${isMeasured ? ' as last measured' : ''}`
  },
  blueGreen: (color) => `blue-green${color === null ? '' : ` to ${color}`}`,
  stepsHeading: 'Steps',
  warningsHeading: 'Before you confirm',
  willBeHeld: (slot, tags) =>
    `${slot} will be held: ${tags} is not deployed to it again by CI until somebody lifts that (berth lift ${slot}).`,
  step: {
    pull: ({ reference }) => `pull ${reference}`,
    lock: () => 'lock the slot',
    record: () => 'record the way back',
    prepare: ({ names }) => `make ${names.join(', ')}`,
    aliases: ({ service }) => `let the other services find the new ${service}`,
    'switch-over': ({ service, cause }) =>
      cause === 'leads-elsewhere' ? `lead the proxy back to ${service}` : `switch the proxy over to the new ${service}`,
    drain: ({ service }) => `let the old ${service} finish its requests`,
    create: ({ service }) => `create the new ${service} beside the old one`,
    stop: ({ service }) => `stop ${service}`,
    start: ({ service }) => `start ${service}`,
    gate: ({ service }) => `wait for ${service}`,
    'remove-old': ({ service }) => `remove the old ${service}, keep its volumes`,
    verify: ({ service }) => `check the image that ${service} runs`,
    unlock: () => 'unlock the slot',
  },
  cause: {
    'image-changes': 'its image changes',
    'may-be-newer': 'the registry has another image under this tag',
    'one-deployment-a-slot': 'one deployment a slot at a time',
    'way-back': 'whoever looks next must know, and be able to go back',
    'named-by-slots-file': 'the slots file names it',
    'settings-change': 'its settings change',
    'release-asked': 'the release that is gone back to has another one',
    'service-is-new': 'the slot does not have it yet',
    'runs-beside-old': 'the old one serves meanwhile',
    'serves-now': 'it passed its gate',
    'leads-elsewhere': 'it leads elsewhere',
    'requests-in-flight': 'requests are still in flight',
    'nobody-uses-it': 'nobody uses it any more',
    'recreate-asked': 'recreating was asked for',
    'makes-room-for-new': 'makes room for the new one',
    'stop-asked': 'as asked',
    'restart-asked': 'restarting was asked for',
    'replaces-old': 'takes the place of the old one',
    'start-asked': 'it is to run',
    'must-serve-before-next': 'must serve before anything else goes on',
    'all-gates-passed': 'every new container serves',
    'image-must-be-the-planned-one': 'must be the planned one',
    done: 'done',
  },
  gate: {
    health: ({ timeoutMs }) => `its health check must pass within ${seconds(timeoutMs)} s`,
    running: ({ forMs }) => `it must stay up for ${seconds(forMs)} s`,
    completed: ({ timeoutMs }) => `it must end with exit code 0 within ${seconds(timeoutMs)} s`,
  },
  warning: {
    'no-image': ({ service, wanted }) => `${service} stays as it is: there is no image ${wanted}.`,
    'not-created': ({ service, wanted }) =>
      `${service} is left out, and the slot goes without it: there is no image ${wanted}.`,
    'no-health-check': ({ service, forMs }) =>
      `${service} has no health check: Berth only sees whether it stays up for ${seconds(forMs)} s.`,
    'mixed-branches': ({ tags }) => `The slot will have mixed branches: ${tags.join(', ')}.`,
    'image-only-on-host': ({ service, reference }) =>
      `${service}: ${reference} comes from this host; no registry could confirm it.`,
    'older-version': ({ from, to }) => `The platform version goes back from ${from} to ${to}.`,
    'anonymous-volumes': ({ service, count }) =>
      `${service} has ${count} ${count === 1 ? 'volume' : 'volumes'} without a name; the new container takes ${count === 1 ? 'it' : 'them'} over.`,
    reserved: ({ by, forWhom, why }) =>
      `${by} has reserved the slot${forWhom === '' ? '' : ` for ${forWhom}`}${why === '' ? '' : `: ${why}`}.`,
    held: ({ held, by }) =>
      `${by} rolled the slot back from ${held}, which is held since. Deploying this lifts the hold once it has succeeded.`,
    'port-taken': ({ service, port, container }) =>
      `Port ${port} of ${service} is taken by ${container}: the new container will not start.`,
    'not-in-source': ({ service, source }) =>
      `${service} stays as it is: the ${source === 'file' ? 'slots file' : 'release'} does not have it.`,
    'settings-lost': ({ service }) =>
      `The settings ${service} had then are not on this host any more; it keeps its present ones.`,
    'strategy-instead': ({ service, reason }) =>
      `${service} is recreated, not switched blue-green: ${insteadEn[reason]}.`,
    'bind-path-missing': ({ service, path }) =>
      `${service} mounts ${path} for the first time; where the host has no such path, Docker makes an empty folder.`,
    'network-differs': ({ name }) => `The network ${name} is on the host with other settings; it stays as it is.`,
    'volume-differs': ({ name }) => `The volume ${name} is on the host with other settings; it stays as it is.`,
    'data-stays': () => 'Data and migrations stay as they are: Berth does not undo them.',
    'nothing-to-do': () => 'Nothing to do: everything already is as asked.',
  },
}
