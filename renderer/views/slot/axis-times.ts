import type { TimeSpan } from '../../../src/domain/service-health'

const minuteMs = 60_000
const steps = [5, 10, 30, 60, 240].map((minutes) => minutes * minuteMs)
const mostTimes = 7

/** Round times of the day within a span, at most seven, by this computer's time zone. */
export function axisTimes({ fromMs, untilMs }: TimeSpan): readonly number[] {
  const stepMs = steps.find((step) => (untilMs - fromMs) / step <= mostTimes) ?? 86_400_000
  const offsetMs = new Date(fromMs).getTimezoneOffset() * minuteMs
  const firstMs = Math.ceil((fromMs - offsetMs) / stepMs) * stepMs + offsetMs
  const count = Math.max(0, Math.floor((untilMs - firstMs) / stepMs) + 1)
  return Array.from({ length: count }, (_, index) => firstMs + index * stepMs)
}
