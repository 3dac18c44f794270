/** All label names Berth reads or writes, in one place. */

/** Docker Compose's own labels; Berth carries them over so that the Compose client keeps working on what Berth made. */
export const composeLabels = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  containerNumber: 'com.docker.compose.container-number',
  oneOff: 'com.docker.compose.oneoff',
  dependsOn: 'com.docker.compose.depends_on',
  /** By which Compose sees that a service's settings changed. */
  configHash: 'com.docker.compose.config-hash',
  /** On a network or volume: its key in the file. */
  network: 'com.docker.compose.network',
  volume: 'com.docker.compose.volume',
  /** ID of the image that Compose made the container of; newer Compose versions write it. */
  image: 'com.docker.compose.image',
  workingDirectory: 'com.docker.compose.project.working_dir',
  configFiles: 'com.docker.compose.project.config_files',
} as const

/** Labels of the OCI image specification that say where an image comes from. */
export const imageLabels = {
  revision: 'org.opencontainers.image.revision',
  version: 'org.opencontainers.image.version',
  created: 'org.opencontainers.image.created',
  source: 'org.opencontainers.image.source',
} as const

/** Labels that Berth writes. */
export const berthLabels = {
  /** On a container that Berth created: the deployment that did. */
  deployment: 'dev.berth.deployment',
  /** On a container that Berth created: the person's display name. */
  deployedBy: 'dev.berth.deployed-by',
  /** On a container that Berth created: when the deployment began, milliseconds since the epoch. */
  deployedAt: 'dev.berth.deployed-at',
  /** On a container made of an image under a kept tag or a digest: the reference that people know it by. */
  reference: 'dev.berth.reference',
  /** On a container made of the slots file: the hash of its settings, and the file's version. */
  settings: 'dev.berth.settings',
  settingsVersion: 'dev.berth.settings-version',
  /** On a container of a blue-green service: `blue` or `green`. */
  color: 'dev.berth.color',
  /** On a container or volume of the ledger, `1`; on the container that locks it during a compaction, `lock`. */
  ledger: 'dev.berth.ledger',
  /** The same for the private store, which may hold secrets. */
  private: 'dev.berth.private',
  /** On a container or volume of either: its generation, counted from 1. */
  storeGeneration: 'dev.berth.store.generation',
  /** On the container that lets one person publish a slots file at a time: `lock`. */
  publishing: 'dev.berth.publishing',
  /** On a lock container: the slot (Compose project) it locks. */
  lock: 'dev.berth.lock',
  lockOwner: 'dev.berth.lock.owner',
  lockReason: 'dev.berth.lock.reason',
  lockDeployment: 'dev.berth.lock.deployment',
  /** On a lock container: another one each time a lock is taken, so that its taker knows it. */
  lockToken: 'dev.berth.lock.token',
} as const
