/**
 * What `v8.setFlagsFromString` (or Chromium's `js-flags`) has to be told once in a process, one by one, before any
 * regular expression is searched for in it: V8 then leaves its backtracking engine for a linear one after so many steps
 * back, and knows the flag `l`, by which an expression is checked for that. Same in Node 18, 20 and Electron 25.
 * In a file of its own: the command line's starter needs nothing else of the domain.
 */
export const linearEngineFlags = [
  '--enable-experimental-regexp-engine',
  '--enable-experimental-regexp-engine-on-excessive-backtracks',
  '--regexp-backtracks-before-fallback=10000',
] as const
