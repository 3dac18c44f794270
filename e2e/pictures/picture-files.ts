/** The pictures of README and the pages in docs, as `npm run pictures` makes them: screen, language, theme. */
export const pictureFiles = [
  'board.en.light.png',
  'board.ko.dark.png',
  'deploy.en.light.png',
  'slot.en.light.png',
  'logs.en.dark.png',
] as const
