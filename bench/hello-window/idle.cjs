// An idle second process.
process.parentPort.on('message', () => undefined)
