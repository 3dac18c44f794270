let first: Promise<void> | null = null

/** Resolves when what was rendered by the first call has reached the screen with its fonts; the same for whoever asks later. */
export function whenPainted(): Promise<void> {
  first ??= painted()
  return first
}

/** Resolves when what is rendered now has reached the screen with its fonts. */
export async function painted(): Promise<void> {
  await nextPaint()
  if (document.fonts.status === 'loaded') return
  await document.fonts.ready
  await nextPaint()
}

/** A task posted in a frame runs after that frame was drawn. */
function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        channel.port1.close()
        resolve()
      }
      channel.port2.postMessage(null)
    })
  })
}
