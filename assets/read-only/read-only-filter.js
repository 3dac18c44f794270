// What the read-only proxy lets through of the engine's answers. Runs inside nginx (njs): an old JavaScript, without imports.
// Everything is left out but what is named here; what is not as expected throws, and then nothing is answered.

/** A number, a text, true or false. */
const plain = (value) => (value === null || typeof value !== 'object' ? value : undefined)

const list = (item) => (values) => (Array.isArray(values) ? values.map((value) => item(value)) : undefined)

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The named fields of an object, each through its own filter. */
const only = (fields) => (value) => {
  if (!isObject(value)) return undefined
  const kept = {}
  Object.keys(fields).forEach((name) => {
    if (value[name] !== undefined) kept[name] = fields[name](value[name])
  })
  return kept
}

/** An object whose names are data, such as networks by their name. */
const each = (item) => (value) => {
  if (!isObject(value)) return undefined
  const kept = {}
  Object.keys(value).forEach((name) => {
    kept[name] = item(value[name])
  })
  return kept
}

// Labels of anybody's making may hold anything: a proxy's passwords, a build's tokens. These are known not to.
const labelNames = [
  'com.docker.compose.project',
  'com.docker.compose.service',
  'com.docker.compose.container-number',
  'com.docker.compose.oneoff',
  'com.docker.compose.depends_on',
  'org.opencontainers.image.revision',
  'org.opencontainers.image.version',
  'org.opencontainers.image.created',
]

const isKnownLabel = (name) => labelNames.includes(name) || name.startsWith('dev.berth.')

const namesKept = (isKept) => (value) => {
  if (!isObject(value)) return undefined
  const kept = {}
  Object.keys(value)
    .filter(isKept)
    .forEach((name) => {
      kept[name] = plain(value[name])
    })
  return kept
}

const labels = namesKept(isKnownLabel)

/** Of a health check's command nothing but that there is one: it may hold a password. */
const kindOfCheck = (test) => (Array.isArray(test) ? test.slice(0, 1) : undefined)

const containerFields = only({
  Id: plain,
  Name: plain,
  Image: plain,
  Created: plain,
  RestartCount: plain,
  State: only({
    Status: plain,
    Running: plain,
    Paused: plain,
    OOMKilled: plain,
    ExitCode: plain,
    Error: plain,
    StartedAt: plain,
    FinishedAt: plain,
    Health: only({
      Status: plain,
      FailingStreak: plain,
      Log: list(only({ Start: plain, End: plain, ExitCode: plain, Output: plain })),
    }),
  }),
  Config: only({
    Image: plain,
    Tty: plain,
    Labels: labels,
    Healthcheck: only({ Test: kindOfCheck, Interval: plain, Timeout: plain, StartPeriod: plain, Retries: plain }),
  }),
  HostConfig: only({
    AutoRemove: plain,
    Memory: plain,
    RestartPolicy: only({ Name: plain, MaximumRetryCount: plain }),
    LogConfig: only({ Type: plain }),
  }),
  Mounts: list(only({ Type: plain, Name: plain, Destination: plain, RW: plain })),
  NetworkSettings: only({
    Ports: each(list(only({ HostIp: plain, HostPort: plain }))),
    Networks: each(only({ NetworkID: plain, IPAddress: plain, Aliases: list(plain) })),
  }),
})

const listedContainerFields = only({
  Id: plain,
  Names: list(plain),
  ImageID: plain,
  Created: plain,
  Labels: labels,
  Ports: list(only({ IP: plain, PrivatePort: plain, PublicPort: plain, Type: plain })),
})

const imageFields = only({
  Id: plain,
  RepoTags: list(plain),
  RepoDigests: list(plain),
  Created: plain,
  Size: plain,
  Os: plain,
  Architecture: plain,
  Labels: labels,
  Config: only({ Labels: labels }),
})

const volumeFields = only({ Name: plain, Driver: plain, CreatedAt: plain, Labels: labels })

const versionFields = only({ Version: plain, ApiVersion: plain, MinAPIVersion: plain, Os: plain, Arch: plain })

/** Of the store driver nothing but whether it is containerd's. */
const driverType = (rows) => (Array.isArray(rows) ? rows.filter((row) => row[0] === 'driver-type') : undefined)

const infoFields = only({ ID: plain, SystemTime: plain, DriverStatus: driverType })

const eventFields = only({
  Type: plain,
  Action: plain,
  Actor: only({
    ID: plain,
    Attributes: namesKept((name) => ['name', 'image', 'exitCode'].includes(name) || isKnownLabel(name)),
  }),
  time: plain,
  timeNano: plain,
})

/** A container of a slot, or one that Berth itself keeps things in. Others are nobody's business here. */
function isShown(carried) {
  if (!isObject(carried)) return false
  if (['ledger', 'private', 'lock', 'publishing'].some((name) => carried[`dev.berth.${name}`] !== undefined))
    return true
  const isOneOff = String(carried['com.docker.compose.oneoff']).toLowerCase() === 'true'
  return Boolean(carried['com.docker.compose.project']) && !isOneOff
}

/** Berth's own containers are made to hold a record, and never started. */
function isRecordKeeper(found, label, name) {
  return (
    found.Config.Labels[label] !== undefined &&
    found.Config.Labels['dev.berth.private'] === undefined &&
    found.State.Status === 'created' &&
    name.test(found.Name)
  )
}

/** The ledger, with its own volume and nothing else in it: the private store's volume is not to be had this way either. */
function isLedger(found) {
  const mounts = found.Mounts
  return (
    isRecordKeeper(found, 'dev.berth.ledger', /^\/berth-ledger(\.(new|old)-[0-9]+)?$/) &&
    mounts.length === 1 &&
    mounts[0].Type === 'volume' &&
    mounts[0].Destination === '/records' &&
    /^berth-ledger-[0-9]+$/.test(mounts[0].Name)
  )
}

const isLock = (found) =>
  isRecordKeeper(found, 'dev.berth.lock', /^\/berth-lock-[A-Za-z0-9_.-]+$/) && found.Mounts.length === 0

/** For the lead who wants to know what was refused, and to whom. As JSON: a request can't begin a line of its own. */
function note(r) {
  r.warn(`refused to ${r.variables.ssl_client_s_dn}: ${JSON.stringify(r.variables.request)}`)
  return ''
}

function refuse(r, reason) {
  note(r)
  r.return(403, JSON.stringify({ message: `berth: read-only: ${reason}` }))
}

/** What the engine answers, or null where it does not, which is then told to the client. */
async function ask(r, location) {
  const answer = await r.subrequest(location)
  if (answer.status === 200) return answer
  const message = answer.status === 404 ? 'no such thing on this host' : `the engine answers ${answer.status}`
  r.return(answer.status === 404 ? 404 : 502, JSON.stringify({ message: `berth: read-only: ${message}` }))
  return null
}

const filtered = (location, fields) => async (r) => {
  const answer = await ask(r, location)
  if (answer !== null) r.return(200, JSON.stringify(fields(JSON.parse(answer.responseText))))
}

/** The container that was asked for, where it is one of those that are shown; else the client has its answer. */
async function shownContainer(r) {
  const answer = await ask(r, '/engine/container')
  if (answer === null) return null
  const found = JSON.parse(answer.responseText)
  if (isShown(found.Config.Labels)) return found
  refuse(r, 'this container is not part of a slot')
  return null
}

async function container(r) {
  const found = await shownContainer(r)
  if (found !== null) r.return(200, JSON.stringify(containerFields(found)))
}

async function logs(r) {
  const found = await shownContainer(r)
  if (found !== null) r.internalRedirect('@logs')
}

const archive = (location, isAllowed) => async (r) => {
  const found = await shownContainer(r)
  if (found === null) return
  if (!isAllowed(found)) {
    refuse(r, 'files of this container are not passed on')
    return
  }
  const answer = await ask(r, location)
  if (answer === null) return
  r.headersOut['Content-Type'] = 'application/x-tar'
  r.return(200, answer.responseBuffer)
}

async function ping(r) {
  if ((await ask(r, '/engine/ping')) === null) return
  r.headersOut['Content-Type'] = 'text/plain'
  r.return(200, 'OK')
}

// The engine was told to leave out what happens to commands, whose names are whole command lines. Twice is better.
const harmlessAction = /^([a-z-]+|health_status(: (starting|healthy|unhealthy))?)$/

const isEventShown = (event) =>
  harmlessAction.test(event.Action) && (event.Type === 'image' || isShown(event.Actor.Attributes))

// njs gives memory back when a request ends and not before: 22 bytes for each that came. So a stream is cut after some 800
// events, a few times a day on a busy host, and its client, who is used to that from networks, comes again.
const longestStreamBytes = 1024 * 1024
const longestLineBytes = 256 * 1024
const lineEnd = 10
let rest = Buffer.alloc(0)
let seenBytes = 0

/** One line of JSON an event, cut anywhere: what is not yet a whole line waits for the next piece. */
function events(r, data, flags) {
  seenBytes += data.length
  if (seenBytes > longestStreamBytes) throw new Error('a long stream of events is cut, to give its memory back')
  if (rest.length > longestLineBytes) throw new Error('an event without end')
  const bytes = rest.length === 0 ? data : Buffer.concat([rest, data])
  const end = bytes.lastIndexOf(lineEnd) + 1
  rest = Buffer.from(bytes.subarray(end))
  const lines = end === 0 ? [] : bytes.subarray(0, end).toString('utf8').split('\n')
  const shown = lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .filter(isEventShown)
    .map((event) => `${JSON.stringify(eventFields(event))}\n`)
    .join('')
  // Also without an event: the answer's head goes out with the first of these.
  r.sendBuffer(shown, { last: flags.last, flush: true })
}

// njs takes nothing but a default export.
// oxlint-disable-next-line import/no-default-export
export default {
  ping,
  version: filtered('/engine/version', versionFields),
  info: filtered('/engine/info', infoFields),
  containers: filtered('/engine/containers', (found) =>
    found.filter((one) => isShown(one.Labels)).map(listedContainerFields),
  ),
  container,
  images: filtered('/engine/images', list(imageFields)),
  image: filtered('/engine/image', imageFields),
  volumes: filtered('/engine/volumes', only({ Volumes: (found) => (found || []).map(volumeFields) })),
  segment: archive('/engine/segment', isLedger),
  heartbeat: archive('/engine/heartbeat', isLock),
  logs,
  events,
  note,
}
