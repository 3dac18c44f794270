/** How much a log line matters, from least to most; `none`: the line says nothing of it. Rows carry the index. */
export const logLevels = ['none', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/** See `logLevels`. */
export type LogLevel = (typeof logLevels)[number]
