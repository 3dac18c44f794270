/** Import rules of the layers (docs/architecture.md). The compiler's project references hold the directions too; this names the rule. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: '\\.test\\.tsx?$' },
  to: { pathNot: allowed },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two modules that need each other are one, or miss a third.',
      from: {},
      to: { circular: true },
    },
    only(
      'domain-is-pure',
      '^src/domain/',
      ['^src/domain/', '(^|/)node_modules/zod/'],
      'The domain imports zod and itself.',
    ),
    only(
      'contract-knows-the-domain',
      '^src/contract/',
      ['^src/(contract|domain)/', '(^|/)node_modules/zod/'],
      'The contract imports domain and zod.',
    ),
    {
      name: 'engine-is-headless',
      severity: 'error',
      comment: 'The engine never knows who uses it: no electron, no shell, no command line, no window.',
      from: { path: '^src/engine/', pathNot: '\\.test\\.ts$' },
      to: {
        path: ['^src/(shell|cli|testing|sample-host)/', '^renderer/', '(^|/)node_modules/electron/', '^electron$'],
      },
    },
    only(
      'sample-host-stands-alone',
      '^src/sample-host/',
      [
        '^src/(sample-host|domain|contract)/',
        '^(node:)?(crypto|http|net|path|stream|stream/\\w+)$',
        '(^|/)node_modules/(@types/)?tar-stream/',
      ],
      'The sample host takes nothing of the engine: an answer made by what reads it would prove nothing.',
    ),
    {
      name: 'dockerode-in-its-room',
      severity: 'error',
      comment: 'Docker types live in src/engine/docker alone; others use the DockerClient port.',
      from: { pathNot: '^src/engine/docker/' },
      to: { path: '(^|/)node_modules/(dockerode|docker-modem)/' },
    },
    {
      name: 'ssh2-in-its-room',
      severity: 'error',
      comment: 'SSH types live in src/engine/transport alone; others use a Route.',
      // The far side of some tests is a server of that library.
      from: { pathNot: '^(src/engine/transport/|e2e/harness/sshd)' },
      to: { path: '(^|/)node_modules/(ssh2|ssh-config)/' },
    },
    {
      name: 'window-knows-the-seam',
      severity: 'error',
      comment: 'The window imports domain and contract of src, nothing else.',
      from: { path: '^renderer/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/', pathNot: '^src/(domain|contract)/' },
    },
    {
      name: 'engine-through-its-facade',
      severity: 'error',
      comment:
        'Shell and command line use the engine’s facade: create-engine, serve-client, seed-ledger, home-directory, system-clock, use-linear-expressions and the types.',
      from: { path: '^src/(shell|cli)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/engine/',
        pathNot:
          '^src/engine/(create-engine|serve-client|seed-ledger|home-directory|system-clock|use-linear-expressions|engine|engine-options|ports)\\.ts$',
      },
    },
    {
      name: 'electron-in-the-shell',
      severity: 'error',
      comment: 'Only the shell knows Electron.',
      from: { path: '^(src|renderer)/', pathNot: '^src/shell/' },
      to: { path: '^(node_modules/)?electron(/|$)' },
    },
    {
      name: 'no-fakes-in-the-product',
      severity: 'error',
      comment: 'src/testing is for tests.',
      from: { path: '^(src|renderer)/', pathNot: ['^src/testing/', '\\.test\\.tsx?$'] },
      to: { path: '^src/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Type imports count: they are how a layer leaks first.
    tsPreCompilationDeps: true,
    exclude: { path: '^(out|dist|node_modules/(?!zod|electron|dockerode|docker-modem|ssh2|ssh-config))' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
}
