// A small service with a health endpoint, graceful stop and a talkative log. What it does wrong is in APP_BEHAVIOUR.
'use strict'
const fs = require('node:fs')
const http = require('node:http')

const service = process.env.APP_SERVICE || 'app'
const version = process.env.APP_VERSION || '0'
const behaviour = JSON.parse(process.env.APP_BEHAVIOUR || '{"kind":"healthy"}')
const logEveryMs = Number(process.env.LOG_EVERY_MS || 1000)
const startedAt = Date.now()
const hoard = []
let failure = behaviour.kind === 'unhealthy' ? behaviour.output : null
let line = 0
let isStopping = false
/** For how long an answer to Docker's check is held back while nothing changes; see AppImage. */
const { holdChecksMs = 0 } = JSON.parse(fs.readFileSync('/app/build.json', 'utf8'))
/** So many in a row are answered at once: whoever waits for the first ones does not wait longer. */
const promptChecks = 3
let checksSinceChange = 0
const heldChecks = new Set()

function log(text, stream = process.stdout) {
  line += 1
  stream.write(`${service} ${String(line).padStart(5, '0')} ${text}\n`)
}

function tick() {
  const next = line + 1
  if (next % 11 === 0)
    process.stdout.write(
      `${JSON.stringify({ level: 'info', service, line: (line += 1), msg: 'request', ms: next % 90 })}\n`,
    )
  else if (next % 7 === 0) log('WARN slow answer from upstream', process.stderr)
  else if (next % 5 === 0) log('\u001b[32mGET\u001b[0m /items \u001b[1;33m200\u001b[0m')
  else log('GET /items 200')
}

function healthNow() {
  if (behaviour.kind === 'slow-start' && Date.now() - startedAt < behaviour.delayMs) return '503 starting'
  if (behaviour.kind === 'turn-unhealthy' && Date.now() - startedAt > behaviour.afterMs) return behaviour.output
  return failure
}

function eatMemory() {
  hoard.push(Buffer.alloc(8 * 1024 * 1024, 1))
  setTimeout(eatMemory, 20)
}

function flood(lines) {
  let left = lines
  const write = () => {
    while (left > 0) {
      left -= 1
      line += 1
      if (!process.stdout.write(`${service} ${String(line).padStart(7, '0')} flood ${'x'.repeat(60)}\n`)) {
        process.stdout.once('drain', write)
        return
      }
    }
    log('flood done')
  }
  write()
}

function answerHealth(response) {
  const problem = healthNow()
  response.statusCode = problem ? 503 : 200
  response.end(`${problem || '200 ok'}\n`)
}

/** Docker's check. Each costs the machine 50 ms, so many are made one: answered when something changes, or late. */
function answerCheck(response) {
  checksSinceChange += 1
  if (holdChecksMs === 0 || isStopping || checksSinceChange <= promptChecks) return answerHealth(response)
  const release = () => {
    clearTimeout(limit)
    heldChecks.delete(release)
    answerHealth(response)
  }
  const limit = setTimeout(release, holdChecksMs)
  heldChecks.add(release)
}

function answerHeldChecks() {
  checksSinceChange = 0
  for (const release of heldChecks) release()
}

function setFailure(words) {
  failure = words
  answerHeldChecks()
}

const actions = {
  '/fail': (query) => setFailure(query.get('why') || '503 told to fail'),
  '/recover': () => setFailure(null),
  '/exit': (query) => setTimeout(() => process.exit(Number(query.get('code') || 1)), 5),
  '/log': (query) => log(query.get('text') || 'hello'),
  '/flood': (query) => flood(Number(query.get('lines') || 1000)),
  '/eat': () => eatMemory(),
}

function answer(request, response) {
  // Whoever keeps connections is to turn to another one.
  if (isStopping) response.shouldKeepAlive = false
  const url = new URL(request.url, 'http://app')
  if (url.pathname === '/check') return answerCheck(response)
  if (url.pathname === '/health') return answerHealth(response)
  if (url.pathname === '/slow') return answerSlowly(request, response, url)
  const action = request.method === 'POST' ? actions[url.pathname] : undefined
  if (action) action(url.searchParams)
  response.statusCode = action || request.method === 'GET' ? 200 : 404
  return response.end(`${service} ${version} ${process.env.APP_REVISION || ''}\n`)
}

/** A request that is under way for a while; a stop by grace lets it end. */
function answerSlowly(request, response, url) {
  const ms = Math.min(60_000, Number(url.searchParams.get('ms') || 1000))
  setTimeout(() => response.end(`${service} ${version} after ${ms} ms\n`), ms)
}

function listen() {
  const server = http.createServer(answer)
  // The check's `nc` has nothing more to say after its question, and still waits for the answer.
  server.httpAllowHalfOpen = true
  server.listen(8080, () => log(`listening on 8080, version ${version}`))
  process.on('SIGTERM', () => {
    log('SIGTERM')
    if (behaviour.kind === 'ignore-sigterm') return
    isStopping = true
    answerHeldChecks()
    server.close(() => process.exit(0))
    if (process.env.STOP_BY_GRACE === '1') server.closeIdleConnections()
    else server.closeAllConnections()
  })
  setInterval(tick, logEveryMs)
  if (behaviour.kind === 'slow-start') setTimeout(answerHeldChecks, behaviour.delayMs + 1)
  if (behaviour.kind === 'turn-unhealthy') setTimeout(answerHeldChecks, behaviour.afterMs + 1)
}

log(`${service} ${version} starts`)
if (fs.existsSync('/data')) fs.appendFileSync('/data/starts', `${version} ${new Date(startedAt).toISOString()}\n`)
if (behaviour.kind === 'exit') {
  log('FATAL configuration missing: SHOP_DB_URL', process.stderr)
  setTimeout(() => process.exit(behaviour.code), behaviour.afterMs || 0)
} else {
  listen()
  if (behaviour.kind === 'log-flood') flood(behaviour.lines)
  if (behaviour.kind === 'eat-memory') setTimeout(eatMemory, behaviour.afterMs || 0)
}
