import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import type { EngineInfo, InsecureRegistries } from '../ports'
import { agreeOnVersion, isApiVersion } from './api-version'
import type { DockerHttp } from './docker-http'
import { accessHeader, parseJson, unexpectedAnswer } from './docker-failure'
import { lenientList, lenientObject, lenientText, lenientTexts, lenientTime, parseAnswer } from './lenient-json'
import { platformOf } from './observe-image'

const versionSchema = z.object({
  Version: z.string(),
  ApiVersion: z.string().refine(isApiVersion),
  MinAPIVersion: z.string().refine(isApiVersion).nullable().catch(null),
  Os: lenientText,
  Arch: lenientText,
})

const infoSchema = z.object({
  DriverStatus: lenientList(z.array(z.string())),
  RegistryConfig: lenientObject({
    IndexConfigs: z.record(z.string(), z.unknown()).catch({}),
    InsecureRegistryCIDRs: lenientTexts,
  }),
})
/** Nothing but the engine's own "not secure" counts. */
const insecureSchema = z.object({ Secure: z.literal(false) })

/** Asks who answers, and agrees on the API version. `not-docker` where the answer is not one of Docker. */
export async function askEngine(http: DockerHttp, signal: AbortSignal): Promise<EngineInfo> {
  const { version, access } = await askVersion(http, signal)
  const apiVersion = agreeOnVersion({ own: version.ApiVersion, minimum: version.MinAPIVersion }, http.address)
  const info = infoSchema.safeParse(
    await http.json({ operation: 'engine info', method: 'GET', path: `/v${apiVersion}/info` }, signal),
  )
  const snapshotter = info.success && info.data.DriverStatus.some(([key]) => key === 'driver-type')
  return {
    engineVersion: displayText(version.Version, 40),
    apiVersion,
    platform: platformOf(version.Os, version.Arch),
    imageStore: snapshotter ? 'containerd' : 'classic',
    access,
    insecureRegistries: info.success ? insecureIn(info.data) : { names: [], ranges: [] },
  }
}

const mostInsecure = 200

/** They are compared with names of registries, and shown nowhere. */
function insecureIn({ RegistryConfig }: z.output<typeof infoSchema>): InsecureRegistries {
  const entries = Object.entries(RegistryConfig.IndexConfigs)
  const names = entries.filter(([, index]) => insecureSchema.safeParse(index).success).map(([name]) => name)
  const ranges = RegistryConfig.InsecureRegistryCIDRs
  return { names: names.slice(0, mostInsecure), ranges: ranges.slice(0, mostInsecure) }
}

/** See `DockerClient.engineId`. */
export async function askEngineId(http: DockerHttp, prefix: string, signal: AbortSignal): Promise<string> {
  const operation = 'engine identity'
  const answer = await http.json({ operation, method: 'GET', path: `${prefix}/info` }, signal)
  return parseAnswer(z.object({ ID: z.string().min(1).max(200) }), answer, operation).ID
}

/** See `DockerClient.systemTimeMs`. */
export async function askSystemTime(http: DockerHttp, prefix: string, signal: AbortSignal): Promise<number> {
  const operation = 'engine clock'
  const answer = await http.json({ operation, method: 'GET', path: `${prefix}/info` }, signal)
  const { SystemTime: atMs } = parseAnswer(z.object({ SystemTime: lenientTime }), answer, operation)
  if (atMs === null) throw unexpectedAnswer(operation, 'SystemTime')
  return atMs
}

type Answered = { readonly version: z.output<typeof versionSchema>; readonly access: EngineInfo['access'] }

async function askVersion(http: DockerHttp, signal: AbortSignal): Promise<Answered> {
  // Whatever is refused here is not refused by Docker, but a proxy in front of it may answer in its name.
  const accept = [400, 404, 405, 501]
  const answer = await http.call({ operation: 'engine version', method: 'GET', path: '/version', accept }, signal)
  if (answer.status === 400 && /HTTP request (was sent )?to (an )?HTTPS/i.test(answer.text)) {
    throw new BerthError('tls-needed', { address: http.address })
  }
  const parsed = versionSchema.safeParse(parseJson(answer.text))
  if (!parsed.success) throw new BerthError('not-docker', { address: http.address })
  const access = answer.headers[accessHeader] === 'read-only' ? 'read-only' : 'full'
  return { version: parsed.data, access }
}
