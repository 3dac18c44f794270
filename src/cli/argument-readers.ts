import { InvalidArgumentError } from 'commander'
import { type LogLevel, logLevels } from '../domain/log-level'
import type { CliTexts } from './cli-texts'
import type { ReleaseWish } from './cli-request'
import { type Moment, parseMoment } from './moment'

const longestName = 64
const longestReason = 200
const longestPattern = 500
const mostTailLines = 1_000_000
const mostEntries = 10_000
const mostPlaces = 10_000

/** For an option that may be given several times. */
export function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value]
}

/** How many lines a log begins with. Throws commander's word for a bad value, as all readers here. */
export function readTail(value: string, texts: CliTexts): number | 'all' {
  return value === 'all' ? 'all' : readCount(value, 0, mostTailLines, texts.usage.badTail)
}

/** The least level of lines that are wanted. */
export function readLevel(value: string, texts: CliTexts): LogLevel {
  const level = logLevels.find((each) => each === value.toLowerCase())
  if (level === undefined || level === 'none') throw new InvalidArgumentError(texts.usage.badLevel)
  return level
}

/** What lines must hold. */
export function readGrep(value: string, texts: CliTexts): string {
  if (value === '' || value.length > longestPattern) throw new InvalidArgumentError(texts.usage.badGrep)
  return value
}

/** How many entries of the history. */
export function readLimit(value: string, texts: CliTexts): number {
  return readCount(value, 1, mostEntries, texts.usage.badLimit)
}

/** A version of the slots file: `3` or `r3`. */
export function readVersion(value: string, texts: CliTexts): number {
  return readCount(value.replace(/^r/, ''), 1, 9_999_999, texts.usage.badVersion)
}

/** A person's or a team's name. */
export function readName(value: string, texts: CliTexts): string {
  return readText(value, longestName, texts.usage.badName)
}

/** A reason that others read. */
export function readReason(value: string, texts: CliTexts): string {
  return readText(value, longestReason, texts.usage.badReason)
}

/** What a slot is reserved for. */
export function readWhy(value: string, texts: CliTexts): string {
  return readText(value, 100, texts.usage.badWhy)
}

/** See `parseMoment`. */
export function readMoment(value: string, texts: CliTexts): Moment {
  const moment = parseMoment(value.trim())
  if (moment === null) throw new InvalidArgumentError(texts.usage.badMoment)
  return moment
}

/** A release by its id, or by its deployment's number: `#12`, or `12`, as a shell takes the `#` for a comment. */
export function readRelease(value: string, texts: CliTexts): ReleaseWish {
  const [, number] = /^#?(\d{1,7})$/.exec(value) ?? []
  if (number !== undefined) return { kind: 'number', number: Number(number) }
  return { kind: 'id', releaseId: readText(value, 100, texts.usage.badRelease) }
}

/** How containers give way. */
export function readStrategy(value: string, texts: CliTexts): 'recreate' | 'blue-green' {
  if (value !== 'recreate' && value !== 'blue-green') throw new InvalidArgumentError(texts.usage.badStrategy)
  return value
}

/** An inherited file descriptor: standard input or one of the shell's own; the outputs can't be read. */
export function readDescriptor(value: string, texts: CliTexts): number {
  const descriptor = readCount(value, 0, 9_999, texts.usage.badDescriptor)
  if (descriptor === 1 || descriptor === 2) throw new InvalidArgumentError(texts.usage.badDescriptor)
  return descriptor
}

/** A place in a list, as people count: from 1. What it stands for is counted from 0. */
export function readPlace(value: string, texts: CliTexts): number {
  return readCount(value, 1, mostPlaces, texts.usage.badPlace) - 1
}

function readCount(value: string, least: number, most: number, wrong: string): number {
  const count = /^\d{1,7}$/.test(value) ? Number(value) : Infinity
  if (count < least || count > most) throw new InvalidArgumentError(wrong)
  return count
}

function readText(value: string, longest: number, wrong: string): string {
  const text = value.trim()
  if (text === '' || text.length > longest) throw new InvalidArgumentError(wrong)
  return text
}
