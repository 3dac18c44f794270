import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const project = resolve(import.meta.dirname, '../..')

/** A command as a page shows it to people, without the remark behind it. */
export type PageCommand = { readonly page: string; readonly block: number; readonly line: string }

/** Pages of the handbook by their path in the project. */
function handbookPages(): readonly string[] {
  const inFolder = (folder: string): readonly string[] =>
    readdirSync(join(project, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`)
  return ['README.md', ...inFolder('docs'), ...inFolder('docs/decisions')]
}

/** A page's text. */
export function pageText(page: string): string {
  return readFileSync(join(project, page), 'utf8')
}

/** Blocks for a shell, or without a language, in the page's order. */
export function shellBlocks(page: string): readonly string[] {
  return [...pageText(page).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, language = '', text = '']) =>
    ['', 'sh', 'bash', 'console'].includes(language) ? [text] : [],
  )
}

const program = /^(?:sudo|pass|berth|npm|npx|docker|docker-compose|ssh|ssh-keygen)\s/

/** All commands of the handbook; `npm run berth --` reads as `berth`, and what is optional (`[--json]`) is taken. */
export function pageCommands(): readonly PageCommand[] {
  return handbookPages().flatMap((page) =>
    shellBlocks(page).flatMap((text, block) =>
      text
        .split('\n')
        .map((line) => line.split(/\s{2,}|\s+#/, 1)[0] ?? '')
        .filter((line) => program.test(line))
        .map((line) => ({ page, block, line: line.replace('npm run berth --', 'berth').replace(/\[(--\w+)\]/, '$1') })),
    ),
  )
}
