/** Imports go one way along the data's way; see docs/architecture.md. */
const room = (name) => `^packages/server/src/${name}/`
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'model-depends-on-nothing',
      severity: 'error',
      from: { path: '^packages/model/' },
      to: { path: '^(packages/(server|web)|demo|bench)/' },
    },
    {
      name: 'web-knows-only-the-model',
      severity: 'error',
      from: { path: '^packages/web/src/' },
      to: { path: '^(packages/server|demo|bench)/' },
    },
    {
      name: 'server-does-not-know-demo-or-bench',
      severity: 'error',
      from: { path: '^packages/server/src/' },
      to: { path: '^(packages/web|demo|bench)/' },
    },
    {
      name: 'features-through-their-door',
      severity: 'error',
      from: { path: '^packages/web/src/features/([^/]+)/' },
      to: {
        path: '^packages/web/src/features/([^/]+)/(?!index\\.)',
        pathNot: '^packages/web/src/features/$1/',
      },
    },
    {
      name: 'nothing-below-calls-the-api',
      severity: 'error',
      from: {
        path: room(
          '(config|sources|state|store|ingest|organisation|query|derive|verdicts|hunts|questions|hosts|sightings)',
        ),
        pathNot: '\\.(test|testing)\\.ts$',
      },
      to: { path: room('(api|cli)') },
    },
    {
      name: 'engines-know-no-rooms-above',
      severity: 'error',
      from: { path: room('(store|state|sources|config)'), pathNot: '\\.(test|testing)\\.ts$' },
      to: { path: room('(ingest|derive|hunts|questions|hosts|sightings|api|cli)') },
    },
    {
      name: 'derive-knows-no-rooms-above',
      severity: 'error',
      from: {
        path: room('(derive|query|organisation|verdicts)'),
        pathNot: '\\.(test|testing)\\.ts$',
      },
      to: { path: room('(hunts|questions|hosts|sightings|api|cli)') },
    },
    {
      name: 'sigma-knows-questions-and-the-store-only',
      severity: 'error',
      from: { path: room('sigma'), pathNot: '\\.(test|testing)\\.ts$' },
      to: { path: '^packages/server/src/(?!sigma/|query/|store/)' },
    },
    {
      name: 'engine-clients-only-in-the-store',
      severity: 'error',
      from: {
        path: '^packages/server/src/',
        pathNot: '^packages/server/src/(store|state)/|\\.test\\.ts$',
      },
      to: {
        path: 'node_modules/(chdb|@clickhouse|@electric-sql|pg)/',
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    exclude: { path: '(dist|dist-types|generated)/' },
  },
}
