/** Behind a container's lasting name, so that both of a service's containers can be told apart by name. */
const mark = '--'

/** The name in its networks that a container of a blue-green service has for itself; `part` is its color or deployment. */
export function ownAlias(lastingName: string, part: string): string {
  return `${lastingName}${mark}${part}`
}

/** A container's own name among its aliases; null where it was not made for blue-green. */
export function ownAliasOf(aliases: readonly string[]): string | null {
  return aliases.find(isOwnAlias) ?? null
}

/** Whether an alias is one container's own, and so nothing that its successor may take over. */
export function isOwnAlias(alias: string): boolean {
  return /--(?:blue|green|[0-9a-f]{12})$/.test(alias)
}
