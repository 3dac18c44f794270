import type { Plugin } from 'vite'

/**
 * Puts all that a page begins with into one file: each file costs a request to the app's process, one after the other. What
 * deferred parts alone import stays with those. The plugin finds the modules, `name` is for the output's groups.
 */
export function startChunk(): { readonly plugin: Plugin; readonly name: (id: string) => string | null } {
  const modules = new Set<string>()
  const plugin: Plugin = {
    name: 'start-chunk',
    buildEnd() {
      const waiting = [...this.getModuleIds()].filter((id) => this.getModuleInfo(id)?.isEntry === true)
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        if (modules.has(id)) continue
        modules.add(id)
        waiting.push(...(this.getModuleInfo(id)?.importedIds ?? []))
      }
    },
  }
  return { plugin, name: (id) => (modules.has(id) ? 'start' : null) }
}
