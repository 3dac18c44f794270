/** The question for a secret that a connection waits for. */
export const secrets = {
  passphrase: { title: 'The key is locked', lead: 'Its passphrase opens {{file}}.', label: 'Passphrase' },
  password: { title: 'Log in to {{host}}', lead: 'The password of {{user}} on {{host}}.', label: 'Password' },
  answer: { title: '{{host}} asks', lead: 'The question is the host’s own, for {{user}}.', empty: 'Answer' },
  retry: 'The last one was wrong.',
  keepKeyring: 'Keep it in this computer’s keyring',
  keepPlain: 'Keep it on this computer, barely hidden',
  plainMeans: 'This system has no keyring: whoever can read your files can read it.',
  cannotKeep: 'This system cannot keep it safely. Berth asks again after its next start.',
  untilClosed: 'In any case it serves until Berth is closed.',
  give: 'Go on',
  decline: 'Not now',
} as const
