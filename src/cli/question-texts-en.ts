import type { QuestionTexts } from './question-texts'

/** See `QuestionTexts`. */
export const questionTextsEn: QuestionTexts = {
  hostKey: {
    unknown: (host) => `The host key of ${host} is not known here:`,
    compare: 'Compare it with what the host itself says, or ask whoever runs it:',
    question: 'Is it the same? yes (trust it for good) / once / no: ',
    again: 'Please type yes, once or no.',
    nobodyToAsk: (host, keyType, fingerprint) =>
      `The host key of ${host} is not known here (${keyType} ${fingerprint}), and nobody can be asked.`,
    knowFirst: 'Accept it once on a terminal or in the window, or add it to ~/.ssh/known_hosts.',
    answers: { always: ['yes'], once: ['once'], refuse: ['no'] },
  },
  secret: {
    wrong: 'That was not right.',
    passphrase: (keyFile) => `Passphrase of the key ${keyFile}: `,
    password: (user, host) => `Password of ${user} at ${host}: `,
    answer: (user, host, prompt) => `${host} asks ${user}: ${prompt} `,
  },
}
