import { imageWords, seconds } from './plan-words'
import type { PlanTexts } from './plan-texts'

/** See `PlanTexts`. */
export const planTextsEn: PlanTexts = {
  deployTitle: (slot, tag) => `Deploy ${tag} to ${slot}`,
  stopTitle: (slot) => `Stop ${slot}`,
  startTitle: (slot) => `Start ${slot}`,
  restartTitle: (slot) => `Restart ${slot}`,
  change: {
    replace: ({ from, to }) => `${imageWords(from)} → ${imageWords(to)}`,
    unchanged: ({ image }) => `${imageWords(image)}, unchanged`,
    'no-image': ({ image }) => `${imageWords(image)}, stays: no image of this tag`,
    'not-selected': ({ image }) => `${imageWords(image)}, not selected`,
    stop: ({ image }) => `${imageWords(image)}, is stopped`,
    start: ({ image }) => `${imageWords(image)}, is started`,
    restart: ({ image }) => `${imageWords(image)}, is restarted`,
  },
  down: (downtimeMs) => {
    if (downtimeMs === null) return 'downtime not known'
    return downtimeMs === 0 ? '' : `about ${seconds(downtimeMs)} s down`
  },
  stepsHeading: 'Steps',
  warningsHeading: 'Before you confirm',
  step: {
    pull: ({ reference }) => `pull ${reference}`,
    lock: () => 'lock the slot',
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
    'no-health-check': ({ service, forMs }) =>
      `${service} has no health check: Berth only sees whether it stays up for ${seconds(forMs)} s.`,
    'mixed-branches': ({ tags }) => `The slot will have mixed branches: ${tags.join(', ')}.`,
    'image-only-on-host': ({ service, reference }) =>
      `${service}: ${reference} comes from this host; no registry could confirm it.`,
    'older-version': ({ from, to }) => `The platform version goes back from ${from} to ${to}.`,
    'anonymous-volumes': ({ service, count }) =>
      `${service} has ${count} ${count === 1 ? 'volume' : 'volumes'} without a name; the new container takes ${count === 1 ? 'it' : 'them'} over.`,
    'nothing-to-do': () => 'Nothing to do: everything already is as asked.',
  },
}
