const named: Readonly<Record<string, string>> = { web: '--svc-web', api: '--svc-api', admin: '--svc-admin' }
const palette = ['--svc-web', '--svc-api', '--svc-admin', '--ansi-yellow', '--ansi-cyan', '--ansi-green'] as const

/** The colour of a service's gutter as a custom property's value; always beside its name. `services` are the slot's, in its order. */
export function serviceColor(service: string, services: readonly string[]): string {
  const index = Math.max(0, services.indexOf(service))
  const own = Object.hasOwn(named, service) ? named[service] : undefined
  return `var(${own ?? palette[index % palette.length] ?? '--svc-web'})`
}
