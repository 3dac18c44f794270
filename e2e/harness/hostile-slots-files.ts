import { hostileTexts } from './hostile-texts'

const head = 'x-berth: { slots: { dev1: {} } }\n'
const { escapes, turned, image, stacked } = hostileTexts
const quoted = (text: string): string => JSON.stringify(text)

/** Each alias holds ten of the one before: ten thousand million texts. */
const laughs = Array.from({ length: 10 }, (_, level) => {
  const inner = level === 0 ? 'lol' : `*l${String(level - 1)}`
  return `  l${String(level)}: &l${String(level)} [${Array.from({ length: 10 }, () => inner).join(', ')}]`
}).join('\n')

/** Slots files that would fill the memory, never end or speak to the terminal, and where their fault lies. */
export const hostileSlotsFiles: Readonly<Record<string, { readonly text: string; readonly line: number }>> = {
  'laughs.yaml': { text: `${head}x-lol:\n${laughs}\nservices: { web: { image: *l9 } }\n`, line: 7 },
  'deep.yaml': { text: `${head}services: ${'['.repeat(100_000)}`, line: 2 },
  'large.yaml': { text: `${head}# ${'x'.repeat(10_000_000)}\n`, line: 1 },
  'merged.yaml': { text: `${head}services: &all\n  web: { image: a, <<: *all }\n`, line: 3 },
  'twice.yaml': { text: `${head}services:\n  web: { image: a, image: b }\n`, line: 3 },
  'filled.yaml': { text: `${head}services:\n  web:\n    image: '${'${A:-'.repeat(50_000)}'\n`, line: 4 },
  'spoken.yaml': {
    text: `${head}services:\n  web: { image: a }\n  ${quoted(`${image}${turned}${stacked}`)}: { image: ${quoted(escapes)} }\n`,
    line: 4,
  },
}
