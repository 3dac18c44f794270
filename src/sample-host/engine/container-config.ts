import { type Fields, fieldsOf, textIn, textMapIn, textsIn } from './fields'
import { Refusal } from './refusal'

/** `Config` of a new container: what was asked for, over what its image gives. Refused where neither names a command. */
export function mergedConfig(asked: Fields, image: Fields, id: string): Fields {
  const command = commandOf(asked, image)
  const hostname = textIn(asked, 'Hostname') || id.slice(0, 12)
  return {
    Hostname: hostname,
    Domainname: textIn(asked, 'Domainname'),
    User: textIn(asked, 'User') || textIn(image, 'User'),
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    ...optionalSet('ExposedPorts', asked, image),
    Tty: asked['Tty'] === true,
    OpenStdin: false,
    StdinOnce: false,
    Env: mergedEnvironment(textsIn(asked, 'Env') ?? [], textsIn(image, 'Env') ?? []),
    ...command,
    ...healthCheck(fieldsOf(asked['Healthcheck']), fieldsOf(image['Healthcheck'])),
    Image: textIn(asked, 'Image'),
    Volumes: Object.keys(fieldsOf(asked['Volumes'])).length === 0 ? null : fieldsOf(asked['Volumes']),
    WorkingDir: textIn(asked, 'WorkingDir') || textIn(image, 'WorkingDir'),
    OnBuild: null,
    Labels: { ...textMapIn(image, 'Labels'), ...textMapIn(asked, 'Labels') },
    ...(textIn(asked, 'StopSignal') === '' ? {} : { StopSignal: textIn(asked, 'StopSignal') }),
    ...(typeof asked['StopTimeout'] === 'number' ? { StopTimeout: asked['StopTimeout'] } : {}),
  }
}

/** The image's command comes only with the image's entrypoint. */
function commandOf(asked: Fields, image: Fields): Fields {
  const entrypoint = textsIn(asked, 'Entrypoint')
  const isOwn = entrypoint !== null && entrypoint.length > 0
  const Entrypoint = isOwn ? (entrypoint[0] === '' ? [] : entrypoint) : textsIn(image, 'Entrypoint')
  const own = textsIn(asked, 'Cmd')
  const Cmd = own !== null && own.length > 0 ? own : isOwn ? null : textsIn(image, 'Cmd')
  if ((Cmd ?? []).length + (Entrypoint ?? []).length === 0) throw new Refusal(400, 'No command specified')
  return { Cmd, Entrypoint }
}

function mergedEnvironment(asked: readonly string[], image: readonly string[]): readonly string[] {
  const nameOf = (entry: string): string => entry.split('=', 1)[0] ?? ''
  const own = new Set(asked.map(nameOf))
  return [...asked, ...image.filter((entry) => !own.has(nameOf(entry)))]
}

/** What is left open comes from the image, field by field. */
function healthCheck(asked: Fields, image: Fields): Fields {
  const own = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== 0 && value !== null))
  const merged = { ...image, ...own }
  return Object.keys(merged).length === 0 ? {} : { Healthcheck: merged }
}

function optionalSet(name: string, asked: Fields, image: Fields): Fields {
  const merged = { ...fieldsOf(image[name]), ...fieldsOf(asked[name]) }
  return Object.keys(merged).length === 0 ? {} : { [name]: merged }
}

/** A container's environment by name. */
export function environmentOf(config: Fields): Readonly<Record<string, string>> {
  const pairs = (textsIn(config, 'Env') ?? []).map((entry) => {
    const [name = '', ...rest] = entry.split('=')
    return [name, rest.join('=')] as const
  })
  return Object.fromEntries(pairs)
}

/** A health check that is defined, in milliseconds, with Docker's own numbers where it names none. Null: there is none. */
export function healthCheckOf(config: Fields): {
  readonly test: readonly string[]
  readonly intervalMs: number
  readonly startPeriodMs: number
  readonly retries: number
} | null {
  const check = fieldsOf(config['Healthcheck'])
  const test = textsIn(check, 'Test') ?? []
  if (test.length === 0 || test[0] === 'NONE') return null
  const ms = (name: string): number => (typeof check[name] === 'number' ? check[name] / 1_000_000 : 0)
  const retries = typeof check['Retries'] === 'number' ? check['Retries'] : 0
  return { test, intervalMs: ms('Interval') || 30_000, startPeriodMs: ms('StartPeriod'), retries: retries || 3 }
}
