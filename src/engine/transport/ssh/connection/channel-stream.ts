import { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import { BerthError } from '../../../../domain/berth-error'
import { reasonDetails } from '../../../../domain/error-reasons'

/**
 * A channel as a stream that behaves like a socket: destroyed it closes the channel and says so, its end ends it, and what
 * can no longer be written fails. (The library's own never calls back for bytes that a closed channel can't take.)
 */
export class ChannelStream extends Duplex {
  readonly #channel: ClientChannel
  readonly #address: string
  #isChannelClosed = false
  #pendingWrite: ((error?: Error | null) => void) | null = null

  constructor(channel: ClientChannel, address: string) {
    super({ allowHalfOpen: false })
    this.#channel = channel
    this.#address = address
    channel.on('data', (bytes: Buffer) => {
      if (!this.destroyed && !this.push(bytes)) channel.pause()
    })
    channel.on('end', () => {
      if (!this.destroyed) this.push(null)
    })
    channel.on('close', () => {
      this.#isChannelClosed = true
      this.#pendingWrite?.(this.#closedError())
    })
    channel.on('error', (error: Error) => this.destroy(error))
    // Of many streams that die with one connection, one may be between two users. A crash would be no answer.
    this.on('error', () => undefined)
  }

  override _read(): void {
    this.#channel.resume()
  }

  override _write(bytes: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#isChannelClosed) {
      done(this.#closedError())
      return
    }
    const finish = (error?: Error | null): void => {
      if (this.#pendingWrite !== finish) return
      this.#pendingWrite = null
      done(error)
    }
    this.#pendingWrite = finish
    this.#channel.write(bytes, encoding, finish)
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#channel.end()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#channel.close()
    // What still comes must be taken, or the library keeps the channel.
    this.#channel.resume()
    done(error)
  }

  #closedError(): BerthError {
    return new BerthError('host-unreachable', { address: this.#address, ...reasonDetails('connection-closed') })
  }

  /** As a socket's: what was written goes out first. */
  destroySoon(): void {
    if (this.writableFinished) this.destroy()
    else this.end(() => this.destroy())
  }

  // An HTTP client takes every stream for a socket. None of these means anything within a shared connection.
  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  setTimeout(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }
}
