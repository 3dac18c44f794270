import type { Socket } from 'node:net'

/** The socket once it is ready for use; it is destroyed where it fails before, or the signal is aborted. */
export function readySocket(
  socket: Socket,
  readyEvent: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      signal.removeEventListener('abort', cancel)
      socket.removeListener(readyEvent, begin)
      socket.removeListener('error', refuse)
      act()
    }
    const begin = (): void => settle(() => resolve(socket))
    const refuse = (error: Error): void => settle(() => reject(error))
    const cancel = (): void => {
      // What is destroyed may still say why: nobody listens any more.
      socket.on('error', () => undefined)
      socket.destroy()
      settle(() => reject(signal.reason as Error))
    }
    socket.once(readyEvent, begin)
    socket.once('error', refuse)
    signal.addEventListener('abort', cancel, { once: true })
    if (signal.aborted) cancel()
  })
}
