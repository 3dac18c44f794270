import type { ServiceMetrics } from '../contract/metrics-contract'
import { describeError, type Language } from '../domain/berth-error'
import { memorySize } from '../domain/memory-size'
import { unpackUsage } from '../domain/metrics-series'
import { cliTextsOf } from './cli-texts-of'
import type { StatsTexts } from './stats-texts'
import { alignColumns } from './text-width'

/** What services use as lines for a person: a row a service, and below them why something is not known. */
export function statsLines(services: readonly ServiceMetrics[], language: Language): readonly string[] {
  const texts = cliTextsOf(language).stats
  if (services.length === 0) return [texts.noServices]
  const rows = services.map((service) => [service.service, ...cellsOf(service, texts)])
  const problems = services.flatMap(({ service, problem }) =>
    problem === null ? [] : [`  ${service}: ${describeError(problem, language).message}`],
  )
  return [...alignColumns([[...texts.head], ...rows]), ...problems]
}

function cellsOf(service: ServiceMetrics, texts: StatsTexts): readonly string[] {
  switch (service.state) {
    case 'stopped':
      return [texts.notRunning]
    case 'measuring':
      return [texts.measuring]
    case 'unknown':
      return [texts.notKnown]
    case 'live':
    case 'polled':
      return usageCells(service, texts)
  }
}

function usageCells(service: ServiceMetrics, texts: StatsTexts): readonly string[] {
  const { cores, memoryLimitBytes: limit, isMemoryLimited } = service
  const usage = unpackUsage(service.now ?? [])
  const rate = (bytes: number | null): string => (bytes === null ? texts.notKnown : rateText(bytes))
  const used = usage.memoryBytes === null ? texts.notKnown : memorySize(usage.memoryBytes)
  return [
    usage.cpuCores === null || cores === null
      ? texts.notKnown
      : texts.cpu(`${Math.round((usage.cpuCores / cores) * 100)}%`, String(Math.round(cores * 100) / 100)),
    isMemoryLimited && limit !== null ? texts.memory(used, memorySize(limit)) : texts.noLimit(used),
    texts.network(rate(usage.receivedPerSecond), rate(usage.sentPerSecond)),
    texts.disk(rate(usage.readPerSecond), rate(usage.writtenPerSecond)),
  ]
}

const rateUnits = ['B/s', 'kB/s', 'MB/s', 'GB/s'] as const

/** Decimal, as networks count. */
function rateText(bytesPerSecond: number): string {
  let value = bytesPerSecond
  let place = 0
  while (value >= 1_000 && place < rateUnits.length - 1) {
    value /= 1_000
    place += 1
  }
  return `${value >= 10 || place === 0 ? Math.round(value) : value.toFixed(1)} ${rateUnits[place] ?? ''}`
}
