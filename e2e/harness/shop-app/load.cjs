// Asks an address without pause and counts what fails. One argument, JSON; ends on SIGTERM with one line of JSON.
'use strict'
const http = require('node:http')

const options = {
  ratePerSecond: 200,
  slowPerSecond: 4,
  slowMs: 2000,
  timeoutMs: 15000,
  nextAddress: true,
  ...JSON.parse(process.argv[2]),
}
// No request waits here for another's connection: what is late is late on the other side.
const keepAlive = new http.Agent({ keepAlive: true, maxFreeSockets: 64 })
const startedAt = performance.now()
const counts = { requests: 0, slow: 0, failed: 0, reconnected: 0, inFlight: 0 }
const failures = {}
const answeredBy = {}
const durations = []
/** Each failure by itself, as many as a reader can take in. */
const incidents = []
const mostIncidents = 300
/** Times when this process itself stood still. */
const stalls = []
const stallMs = 500
let ending = false

function fail(reason, at, told) {
  counts.failed += 1
  const key = `${reason}`
  failures[key] = failures[key] || { count: 0, firstAtMs: Math.round(at - startedAt) }
  failures[key].count += 1
  if (incidents.length === mostIncidents) return
  const begunAtMs = Math.round(performance.timeOrigin + at)
  incidents.push({ reason: key, begunAtMs, tookMs: Math.round(performance.now() - at), ...told })
}

/** A kept connection may be closed by the other side just as a request is put on it: clients ask again on a new one. */
function mayAskAgain(isReused, error, isSecond) {
  return isReused && !isSecond && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
}

/** Node's own `reusedSocket` misses requests that waited for a connection to be free. */
const usedSockets = new WeakSet()

function ask(path, agent, done, isSecond = false) {
  const begunAt = performance.now()
  let settled = false
  let isReused = false
  const told = { path, got: 'no socket', localPort: null }
  const settle = (reason) => {
    if (settled) return
    settled = true
    if (reason !== null) fail(reason, begunAt, { ...told, connection: isReused ? 'kept' : 'new' })
    else if (!path.startsWith('/slow')) durations.push(performance.now() - begunAt)
    done()
  }
  const request = http.get(
    new URL(path, options.url),
    { agent, timeout: options.timeoutMs, autoSelectFamily: options.nextAddress },
    (response) => {
      told.got = 'headers'
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text) => (body += text))
      response.on('error', (error) => settle(`answer ${error.code || error.message}`))
      response.on('end', () => {
        if (!response.complete || response.statusCode !== 200) return settle(`status ${response.statusCode}`)
        const by = body.trim().split(' ').slice(0, 2).join(' ')
        answeredBy[by] = (answeredBy[by] || 0) + 1
        settle(null)
      })
    },
  )
  request.on('socket', (socket) => {
    isReused = usedSockets.has(socket)
    usedSockets.add(socket)
    const connected = () => Object.assign(told, { got: 'a connection', localPort: socket.localPort })
    if (socket.connecting) {
      told.got = 'a socket'
      socket.once('connect', connected)
    } else connected()
  })
  request.on('timeout', () => request.destroy(new Error('no answer in time')))
  request.on('error', (error) => {
    if (settled || !mayAskAgain(isReused, error, isSecond)) return settle(error.code || error.message)
    settled = true
    counts.reconnected += 1
    ask(path, false, done, true)
  })
}

function begin(path, agent) {
  counts.requests += 1
  counts.inFlight += 1
  ask(path, agent, () => {
    counts.inFlight -= 1
    if (ending && counts.inFlight === 0) report()
  })
}

/** By the clock and not by the answers: a server that stalls is asked on. */
let begunFast = 0
let begunSlow = 0
let tickedAt = startedAt
const ticking = setInterval(() => {
  const now = performance.now()
  if (now - tickedAt > stallMs)
    stalls.push({ atMs: Math.round(performance.timeOrigin + tickedAt), ms: Math.round(now - tickedAt) })
  tickedAt = now
  const seconds = (performance.now() - startedAt) / 1000
  for (; begunFast < seconds * options.ratePerSecond; begunFast += 1) begin('/', begunFast % 2 ? keepAlive : false)
  for (; begunSlow < seconds * options.slowPerSecond; begunSlow += 1) {
    counts.slow += 1
    begin(`/slow?ms=${options.slowMs}`, begunSlow % 2 ? keepAlive : false)
  }
}, 5)

function report() {
  const seconds = (performance.now() - startedAt) / 1000
  const sorted = durations.sort((one, other) => one - other)
  const at = (part) => Math.round(sorted[Math.floor(sorted.length * part)] || 0)
  const { inFlight: _, ...rest } = counts
  const perSecond = Math.round(rest.requests / seconds)
  const result = { ...rest, perSecond, failures, incidents, stalls, answeredBy, p99Ms: at(0.99), worstMs: at(0.99999) }
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0))
}

// On this machine it is a child with a pipe: it never outlives whoever started it.
if (options.endsWithParent) process.stdin.on('end', () => process.exit(1)).resume()

process.on('SIGTERM', () => {
  ending = true
  clearInterval(ticking)
  if (counts.inFlight === 0) report()
})
