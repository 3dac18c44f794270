// What a development build of Electron does with its arguments: load the app at the given path, and the modules named by -r before it.
'use strict'
const { app } = require('electron')
const { existsSync, readFileSync } = require('node:fs')
const Module = require('node:module')
const { dirname, join, resolve } = require('node:path')

const { preloads, target } = readArguments(process.argv.slice(1))
if (target === null) {
  process.stderr.write('usage: electron [options] path-of-the-app\n')
  process.exit(1)
}
if (preloads.length > 0) Module._preloadModules(preloads)
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
load(resolve(target))

function readArguments(given) {
  const rest = [...given]
  const preloads = []
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-r' || word === '--require') preloads.push(rest.shift())
    else if (word === '-v' || word === '--version') {
      process.stdout.write(`v${process.versions.electron}\n`)
      process.exit(0)
    } else if (word.startsWith('--app=')) return { preloads, target: word.slice('--app='.length) }
    else if (!word.startsWith('-')) return { preloads, target: word }
  }
  return { preloads, target: null }
}

function load(path) {
  const manifest = join(path, 'package.json')
  if (existsSync(manifest)) {
    const { name, productName, version } = JSON.parse(readFileSync(manifest, 'utf8'))
    if (version) app.setVersion(version)
    app.name = productName || name || app.name
  }
  const main = Module._resolveFilename(path, null, true)
  app.setAppPath(existsSync(manifest) ? path : dirname(main))
  Module._load(main, Module, true)
}
