import type { SettingsTexts } from './settings-texts'

/** See `SettingsTexts`. */
export const settingsTextsEn: SettingsTexts = {
  severalHosts: (names) => `there are several hosts; name one of ${names}`,
  warning: 'warning',
  fine: (file, services) => `${file}: no fault, ${services} services.`,
  notCompared: (reason) => `Only the file was checked, not what is published. ${reason}`,
  faulty: (file, count) => `${file}: ${count === 1 ? '1 fault' : `${count} faults`}. Nothing was published.`,
  nothingPublished: (host) => `No slots file is published on ${host}.`,
  first: (host) => `The first slots file of ${host}`,
  against: (host, version) => `Against r${version} on ${host}`,
  sameAsPublished: 'The same as what is published. Nothing was done.',
  question: 'Publish it? [y/N] ',
  published: (version, host) => `Published as r${version} on ${host}.`,
  slotKinds: { unchanged: 'unchanged', changed: 'changes', added: 'new', removed: 'no longer named' },
  elsewhere: (slot, host) => `${slot}  belongs to ${host}`,
  contentGone: (version) => `The content of r${version} is not on the host any more.`,
  head: ['VERSION', 'PUBLISHED', 'BY', 'SLOTS', 'NOTE'],
}
