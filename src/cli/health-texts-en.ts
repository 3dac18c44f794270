import type { HealthTexts } from './health-texts'

/** See `HealthTexts`. */
export const healthTextsEn: HealthTexts = {
  head: (slot, from, until) => `${slot}, ${from} to ${until}`,
  legend: '▁ passed  █ failed  ▓ timed out  ▄ starting  · not known',
  passedOf: (passed, total) => `${passed} of ${total} passed`,
  noCheck: 'no check defined',
  noResults: 'no result yet',
  probe: (path) => `GET ${path}`,
  events: 'Happened:',
  why: (service) => `Why ${service} is unhealthy:`,
  since: (time) => `since ${time}`,
  atLeastSince: (time) => `since ${time} or before; nobody looked`,
  cameWith: (release) => `never well since ${release} came`,
  deployment: (name, by, time) => `deployed by ${by} at ${time} (${name})`,
  notByBerth: (release) => `runs ${release}, which Berth did not deploy`,
  lastFailed: (time, code) => `Last failing check, ${time}${code}:`,
  errorLines: 'Last errors in its log:',
  lastLines: 'Last lines of its log:',
  more: (count) => `… ${count} more before`,
}
