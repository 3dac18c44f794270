/** Which of a container's two streams a line came from. */
export type LogStream = 'stdout' | 'stderr'

/** Something that happened to a container, standing in the log in its place in time. */
export type LogMarker = 'started' | 'exited' | 'replaced' | 'gap'
