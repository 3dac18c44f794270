import type { BuildTexts } from './build-texts'

/** See `BuildTexts`. */
export const buildTextsEn: BuildTexts = {
  head: ['TAG', 'KICKOFF', 'VERSION', 'REVISION', 'BUILT', 'IMAGES', ''],
  images: (have, all) => `${have} of ${all}`,
  missing: (services) => `no ${services} image`,
  otherPlatform: (services) => `${services} for another platform`,
  runsOn: (places) => `runs on ${places}`,
  olderOn: (place) => `${place} (older build)`,
  ran: {
    succeeded: (when) => `ran here ${when}`,
    failed: (when) => `failed here ${when}`,
    cancelled: (when) => `cancelled here ${when}`,
    interrupted: (when) => `cut off here ${when}`,
  },
  onHost: 'on the host',
  pull: (size) => `pull ${size}`,
  nothing: (slot) => `There are no builds for ${slot}.`,
  more: (count) => `${count} more; --limit or --all shows them.`,
  askedThrough: (repository, host) => `${repository} was asked through ${host}.`,
  notWhole: (repository, tags) => `${repository} has more than ${tags} tags; these are not all.`,
  kickoffs: {
    refused: {
      faulty: (pattern) =>
        `The slots file's pattern ${pattern} is not a regular expression, so that of your settings is used.`,
      'no-summary': (pattern) =>
        `The slots file's pattern ${pattern} has no group (?<summary>…), so that of your settings is used.`,
      'too-slow': (pattern) =>
        `The slots file's pattern ${pattern} takes too long over tags, so that of your settings is used.`,
    },
    none: {
      'slots-file': (pattern) => `No tag here reads as a kickoff by the slots file's pattern ${pattern}.`,
      settings: (pattern) => `No tag here reads as a kickoff by the pattern of your settings, ${pattern}.`,
    },
    example: (tag) => `It matches a tag like ${tag}.`,
    noExample: 'Nobody could find a tag that it matches.',
  },
  compare: {
    heading: 'From what to what:',
    built: (from, to) => `built ${from} → ${to}`,
    olderBuild: 'an older build than the one that runs',
    pull: (size) => `pulls up to ${size}`,
    settings: (names) => `settings: ${names}`,
    otherSettings: 'other settings of the slots file change',
    settingsUnknown: 'the old image is gone from the host: nobody can tell which settings change',
    imageDefaults: (names) => `from the image: ${names}`,
  },
  where: {
    head: ['SLOT', 'BRANCH OR TAG', 'VERSION', 'REVISION', 'STATE'],
    nowhere: (text) => `${text} runs nowhere.`,
    only: (services) => `${services} only`,
  },
  help: {
    releases: 'list the builds a slot could be switched to, newest kickoff first',
    find: 'only builds with these words in name, date, version or revision',
    limit: 'how many builds (20 unless told)',
    all: 'all builds, however many',
    where: 'find the slots that run a branch, a platform version or a revision',
    whereText: 'a branch or its summary, a version, or seven digits or more of a revision',
    branch: 'the branch to deploy, whole or by its summary',
    platform: 'the platform version to deploy: its newest build',
    revision: 'the revision to deploy, seven digits or more',
  },
  oneOfFour: 'one of --tag, --branch, --platform and --revision is needed',
}
