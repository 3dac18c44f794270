/** Which of a container's two streams a line came from. */
export type LogStream = 'stdout' | 'stderr'

/**
 * One line of a container's log. `timestamp` is Docker's own RFC 3339 text in UTC with all nine digits, so that texts
 * sort as times: the only exact key to resume at; `atMs` is the same moment for display. `text` keeps its ANSI
 * sequences and holds no line break.
 */
export type LogLine = {
  readonly service: string
  readonly containerId: string
  readonly stream: LogStream
  readonly timestamp: string
  readonly atMs: number
  readonly text: string
}

/** Something that happened to a container, standing in the log in its place in time. */
export type LogMarker = 'started' | 'exited' | 'replaced' | 'gap'
