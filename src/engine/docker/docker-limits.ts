/** How long each kind of call may take, in milliseconds, and how much an answer may hold, in bytes. */
export const dockerLimits = {
  /** Calls that only look, or change a record of the engine. */
  callMs: 10_000,
  /** Create, start and remove: volumes are filled, ports and networks set up, layers deleted. */
  changeMs: 60_000,
  /** On top of the grace a container has to stop in. */
  stopMarginMs: 15_000,
  /** A registry asked through the host's engine, which tries more than once. */
  registryMs: 45_000,
  /** A pull that says nothing: the engine may be unpacking a big layer, or waiting for a registry that is gone. */
  pullIdleMs: 120_000,
  /** From the request to the first byte of a log or event stream. */
  openStreamMs: 10_000,
  /** A stream of measurements that says nothing: the engine tells one a second, and is late when it is busy. */
  statsIdleMs: 20_000,
  /** The engine adds up every layer, container and volume on its disk. */
  diskUseMs: 300_000,
  /** What a host's machine says of itself, by a command or by its files. */
  machineMs: 8_000,
  /** A file's stream holds the container's own lock until it is drained. */
  readFileMs: 5_000,
  /** A command in a container, from its start to its end. */
  execMs: 60_000,
  execOutputBytes: 64 * 1024,
  /** Files that one read answers with. */
  readFiles: 20_000,
  answerBytes: 64 * 1024 * 1024,
  refusalBytes: 64 * 1024,
  fileBytes: 64 * 1024,
  /** One line of a JSON stream. */
  lineBytes: 1024 * 1024,
} as const
