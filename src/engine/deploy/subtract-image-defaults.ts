import type { RawConfig } from './raw-container'

type Config = Readonly<Record<string, unknown>>

/**
 * A container's `Config` without what it only has from its image, so that another image's own defaults come to count.
 * A setting that was given by hand and equals the image's default can't be told from it, and follows the new image.
 */
export function subtractImageDefaults(container: RawConfig, image: RawConfig): Config {
  const { Hostname, User, WorkingDir, StopSignal, Env, Cmd, Entrypoint, Shell, OnBuild, ...rest } = container
  const { Labels, ExposedPorts, Volumes, Healthcheck, MacAddress: _, ArgsEscaped: _escaped, ...others } = rest
  return {
    ...others,
    ...(Hostname === '' ? {} : { Hostname }),
    ...textBeside('User', User, image.User),
    ...textBeside('WorkingDir', WorkingDir, image.WorkingDir),
    ...textBeside('StopSignal', StopSignal, image.StopSignal),
    ...listBeside('Shell', Shell, image.Shell),
    ...listBeside('OnBuild', OnBuild, image.OnBuild),
    ...commandBeside({ Cmd, Entrypoint }, image),
    ...healthBeside(Healthcheck, image.Healthcheck),
    Env: (Env ?? []).filter((entry) => !(image.Env ?? []).includes(entry)),
    Labels: Object.fromEntries(Object.entries(Labels).filter(([name, value]) => image.Labels[name] !== value)),
    ExposedPorts: keysBeside(ExposedPorts, image.ExposedPorts),
    Volumes: keysBeside(Volumes, image.Volumes),
  }
}

function textBeside(key: string, own: string, inherited: string): Config {
  return own === '' || own === inherited ? {} : { [key]: own }
}

function listBeside(key: string, own: readonly string[] | null, inherited: readonly string[] | null): Config {
  return isEmpty(own) || isSameList(own, inherited) ? {} : { [key]: own }
}

/**
 * Docker takes the image's command only together with the image's entrypoint. So an entrypoint that differs was given,
 * and the command beside it as well, even where it equals the image's; an entrypoint that is gone was cleared; and an
 * entrypoint that looks inherited beside a missing command was given too.
 */
function commandBeside(own: Pick<RawConfig, 'Cmd' | 'Entrypoint'>, image: RawConfig): Config {
  const cleared = isEmpty(own.Entrypoint) && !isEmpty(image.Entrypoint)
  const lostCommand = !isEmpty(image.Entrypoint) && isEmpty(own.Cmd) && !isEmpty(image.Cmd)
  const overridden = cleared || lostCommand || !isSameList(own.Entrypoint, image.Entrypoint)
  if (!overridden) return listBeside('Cmd', own.Cmd, image.Cmd)
  // Docker reads an entrypoint of one empty text as "none, not even the image's".
  const Entrypoint = isEmpty(own.Entrypoint) ? [''] : own.Entrypoint
  return { Entrypoint, ...(isEmpty(own.Cmd) ? {} : { Cmd: own.Cmd }) }
}

/** Docker fills a health check's missing fields from the image's, one by one. */
function healthBeside(own: RawConfig['Healthcheck'], image: RawConfig['Healthcheck']): Config {
  if (own === null) return {}
  const differing = Object.entries(own).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(image?.[field]),
  )
  return differing.length === 0 ? {} : { Healthcheck: Object.fromEntries(differing) }
}

function keysBeside(
  own: Readonly<Record<string, unknown>>,
  image: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(own).filter(([key]) => !Object.hasOwn(image, key)))
}

function isEmpty(list: readonly string[] | null): boolean {
  return list === null || list.length === 0
}

function isSameList(a: readonly string[] | null, b: readonly string[] | null): boolean {
  return JSON.stringify(a ?? []) === JSON.stringify(b ?? [])
}
