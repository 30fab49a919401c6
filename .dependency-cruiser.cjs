/** Rooms and who may import whom. `docs/decisions/` says why; `npm test` enforces it. */
const room = (name) => `^${name}/`;
const tests = '\\.(integration\\.)?test\\.tsx?$|test-kit\\.ts$|create-test-[a-z-]+\\.ts$|\\.test-kit\\.';

/** Files below `from` may not import files below any of `to`. */
const forbid = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { path: to },
});

/** Files below `from` may import, of our own, only what matches `allowed`. */
const allowOnly = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: {
    path: '^(app|bench|components|connectors|core|e2e|gateway|messages|prisma|scripts|workers)/',
    pathNot: [from, ...allowed],
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'pg-copy-streams resolves in Node, not in the checker; these import it.',
      severity: 'error',
      from: { pathNot: 'copy-rows.ts$|^bench/(etl|diff).ts$' },
      to: { couldNotResolve: true },
    },
    allowOnly(
      'pure-rooms',
      '^core/(graph|contracts|schedules|formula)/(?!sync-triggers|run-due-schedules|pause-schedule|present-)',
      [
        '^core/(graph|contracts|formula)/',
        '^core/schedules/',
        '^core/compiler/(sql|duckdb-type)\\.ts$',
        '^core/platform/telar-error\\.ts$',
      ],
      'These run in a browser too.',
    ),
    allowOnly(
      'pure-compiler',
      '^core/compiler/',
      ['^core/(graph|contracts|formula)/', '^core/platform/telar-error\\.ts$'],
      'Graph in, plan out.',
    ),
    {
      name: 'one-driver',
      comment: 'Only the engine talks to DuckDB.',
      severity: 'error',
      from: { pathNot: [room('core/engine'), room('bench'), tests] },
      to: { path: 'node_modules/@duckdb' },
    },
    allowOnly(
      'connectors-declare',
      '^connectors/[^/]+/',
      ['^connectors/kit/', '^core/(graph|contracts)/', '^core/platform/telar-error\\.ts$'],
      'A connector knows the kit and no other room.',
    ),
    {
      name: 'connectors-apart',
      severity: 'error',
      from: { path: '^connectors/([^/]+)/', pathNot: tests },
      to: { path: '^connectors/[^/]+/', pathNot: ['^connectors/$1/', '^connectors/kit/'] },
    },
    forbid(
      'components-in-browser',
      '^components/',
      ['^core/(security|engine|runs|platform/(?!telar-error|create-id))', '^prisma/', '^connectors/(?!.*manifest)'],
      'Components never touch secrets, the engine or the database.',
    ),
    forbid('app-apart', '^app/', ['^workers/', '^gateway/', '^scripts/'], 'Processes share core, never each other.'),
    forbid(
      'workers-apart',
      '^workers/',
      ['^app/', '^gateway/', '^components/'],
      'Processes share core, never each other.',
    ),
    forbid(
      'gateway-apart',
      '^gateway/',
      ['^app/', '^workers/', '^components/'],
      'Processes share core, never each other.',
    ),
    forbid(
      'core-below',
      '^(core|connectors)/',
      ['^(app|components|gateway|scripts|bench)/'],
      'Core is below every process and screen.',
    ),
    {
      name: 'handlers-in-processes',
      comment: 'Code that enqueues imports the job; only processes import the handler.',
      severity: 'error',
      from: { pathNot: ['^workers/', tests] },
      to: { path: '\\.handler\\.ts$' },
    },
    {
      name: 'no-tests-in-product',
      severity: 'error',
      from: { pathNot: [tests, '^e2e/'] },
      to: { path: '\\.test\\.tsx?$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|\\.telar|prisma/generated|test-results)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
