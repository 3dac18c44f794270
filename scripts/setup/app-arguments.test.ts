import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readAppArguments } from './app-arguments.mjs'

test.each([[['--screenshot', 'board.png', '--trace-start']], [['--trace-start', '--screenshot=board.png']]])(
  'takes the picture’s file out of %j and makes it absolute, as the app runs in another folder',
  (words) => {
    expect(readAppArguments(words)).toEqual({ screenshot: resolve('board.png'), rest: ['--trace-start'] })
  },
)

test.each([[['--screenshot']], [['--screenshot=']], [['--screenshot', '--trace-start']]])(
  'refuses %j, which names no file',
  (words) => {
    expect(() => readAppArguments(words)).toThrow('--screenshot needs the file to write')
  },
)
