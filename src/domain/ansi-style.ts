/**
 * The colours of the theme a log may use; `dim` is grey. Black, white and backgrounds are not among them: both themes
 * must stay readable.
 */
export type AnsiColor = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'dim'

/** How a run of text looks. */
export type AnsiStyle = { readonly color: AnsiColor | null; readonly bold: boolean; readonly dim: boolean }

/** Text without any style. */
export const plainStyle: AnsiStyle = { color: null, bold: false, dim: false }

/** The style after a "select graphic rendition" sequence with these parameters (`1;31`, `38;5;208`, `38:2::255:0:0`). */
export function applyStyle(style: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters
    .split(/[;:]/)
    .slice(0, mostCodes)
    .map((code) => (code === '' ? 0 : Number(code)))
  let next = style
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0
    if (code !== 38 && code !== 48) next = applyCode(next, code)
    else {
      const extended = readExtended(codes, at, parameters.includes(':'))
      if (code === 38) next = { ...next, color: extended.color }
      at += extended.length
    }
  }
  return next
}

const mostCodes = 32
const palette = [null, 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', null] as const

function applyCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return plainStyle
  if (code === 1) return { ...style, bold: true }
  if (code === 2) return { ...style, dim: true }
  if (code === 22) return { ...style, bold: false, dim: false }
  if (code === 39) return { ...style, color: null }
  if (code >= 30 && code <= 37) return { ...style, color: fromPalette(code - 30) }
  if (code >= 90 && code <= 97) return { ...style, color: fromPalette(code - 90 + 8) }
  return style
}

function fromPalette(index: number): AnsiColor | null {
  return index === 8 ? 'dim' : (palette[index % 8] ?? null)
}

type ExtendedColor = { readonly color: AnsiColor | null; readonly length: number }

/** `38;5;n` or `38;2;r;g;b`; `length` codes belong to it beside the first. The colon form has an empty colour space before r. */
function readExtended(codes: readonly number[], at: number, colons: boolean): ExtendedColor {
  if (codes[at + 1] === 5) return { color: fromIndex(codes[at + 2] ?? 0), length: 2 }
  if (codes[at + 1] !== 2) return { color: null, length: 1 }
  const first = colons && codes.length - at >= 6 ? at + 3 : at + 2
  const [red = 0, green = 0, blue = 0] = codes.slice(first, first + 3)
  return { color: nearest(red, green, blue), length: first + 2 - at }
}

function fromIndex(index: number): AnsiColor | null {
  if (index < 16) return fromPalette(index)
  if (index >= 232) return index < 246 ? 'dim' : null
  const cube = index - 16
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40)
  return nearest(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6))
}

/** The theme's colour of the same hue; none, or dim, for what is nearly grey. */
function nearest(red: number, green: number, blue: number): AnsiColor | null {
  const most = Math.max(red, green, blue)
  const least = Math.min(red, green, blue)
  if (!(most - least > 40)) return most >= 60 && most < 150 ? 'dim' : null
  const isHigh = (value: number): boolean => value - least > (most - least) * 0.5
  const index = (isHigh(red) ? 1 : 0) + (isHigh(green) ? 2 : 0) + (isHigh(blue) ? 4 : 0)
  return palette[index] ?? null
}
