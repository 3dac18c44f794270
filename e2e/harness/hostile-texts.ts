/**
 * What an image, a label, a program or a registry may say to get more than shown. Whatever of it were run would set
 * `window.hostile`, or make the file that `touch` names.
 */
export const hostileTexts = {
  image: `<img src=x onerror="window.hostile=1">`,
  script: `"></td><script>window.hostile=1</script>`,
  link: 'javascript:window.hostile=1',
  markdown: '[click](javascript:window.hostile=1) <!channel> & <https://evil.example|seoul-1>',
  turned: 'dev\u202e1ved\u2066 back \u200fwards',
  hidden: 'in\u200bvis\u2060ib\u00adle\ufeff',
  stacked: `Z${'\u0301\u0336\u035c'.repeat(300)}algo`,
  escapes:
    'a\u001b]8;;http://evil.example\u0007click\u001b]8;;\u0007\u001b]0;title\u0007\u001b[2J\u001b[31mred\u009b31m\u0007\b',
  lines: 'one\ntwo\r\nthree\u2028four\u0085five\tsix',
  prototype: '__proto__',
  template: '{{7*7}} {slot} ${HOME} $t(close) {{- name}}',
  format: '%s%n%d%O',
  shell: '$(touch /tmp/berth-hostile); `touch /tmp/berth-hostile` | & > /tmp/berth-hostile',
  languages: '결제 🚢👩‍👩‍👧 naïve 検索',
  long: 'long'.repeat(250_000),
  blank: '\u3164\u200b ',
} as const

/** Characters that are never shown anywhere: controls (but tab and line break), and marks that hide or turn text. */
// oxlint-disable-next-line no-control-regex
export const neverShown = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/
/** More marks upon one letter than any language writes. */
export const towering = /\p{M}{5}/u
