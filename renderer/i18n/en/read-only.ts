/** What is said where a host lets one look and change nothing. */
export const readOnly = {
  lead: 'You can look, not change.',
  all: 'This connection reads states, logs and history. The hosts refuse everything else. To get a kickoff on a slot, ask a developer.',
  some: 'This holds for {{hosts}}. To get a kickoff on a slot there, ask a developer.',
  slot: 'This page has states, history and logs. Deploy, roll back, restart and reserve are for who may change {{host}}.',
  file: 'Publishing a slots file is for who may change {{host}}.',
  takeover: 'Going on with it, putting it back and unlocking are for who may change {{host}}.',
  copy: 'Copy a request for {{slot}}',
  tag: 'Read only',
  because: 'This host lets you look, not change',
  open: 'Open',
  history: 'History',
  request: {
    head: 'Request for {{host}} / {{slot}}',
    wanted: 'Wanted there: (branch or version)',
    purpose: 'For: (what, and until when)',
    now: 'There now: {{what}}',
    nothing: 'nothing',
    state: 'State: {{state}}',
    reserved: 'Reserved: {{who}}, {{purpose}}',
    from: 'From: {{person}}',
  },
} as const
