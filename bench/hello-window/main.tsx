import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'

function Hello() {
  useEffect(() => {
    const { hello } = window as unknown as { hello: { painted: () => void } }
    // Two frames: the first commits, the second has been painted.
    requestAnimationFrame(() => requestAnimationFrame(() => hello.painted()))
  }, [])
  return <h1>Hello</h1>
}

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<Hello />)
