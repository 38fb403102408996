// The import directions of the houses and rooms, for dependency-cruiser (`npm run check`). CommonJS because its
// command line wants so. TypeScript 7 offers no parser to other programs, so @swc/core reads the files.

const test = '[.](test|bench)[.]tsx?$|^electron/e2e/|/(fixtures|testing)/';

/** The server's modules from the top down; a module calls services of the ranks below its own only. */
const ranks = [
  ['imports', 'reports', 'sync', 'data-protection', 'invariants', 'metrics'],
  ['stocktake'],
  ['circulation'],
  ['transfers'],
  ['holds'],
  ['fines'],
  ['members', 'catalog'],
  ['tenants'],
  ['staff', 'desks', 'policies'],
  ['branches', 'api-keys'],
  ['auth'],
];
/** Anyone may call these; they call nobody. */
const calledByAnyone = ['audit', 'notices'];
const modules = [...ranks.flat(), ...calledByAnyone];
const moduleFolder = `^sync-server/(${modules.join('|')})/`;

/** Calendars are no product of ours: dates in a branch's time zone are reckoned by Temporal, without any clock. */
const temporal = 'node_modules/temporal-polyfill/';

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
/** Rules for what ships; tests may import more. */
const shipped = (path, pathNot = []) => ({ path, pathNot: [test, ...pathNot] });

const houses = [
  rule('shared-stands-alone', 'shared/ is imported by every house and imports none.', shipped('^shared/'), {
    path: '^(sync-server|electron|renderer|build)/',
  }),
  rule('shared-is-pure', 'shared/ has zod and pure functions only: no node: modules.', shipped('^shared/'), {
    dependencyTypes: ['core'],
  }),
  rule(
    'shared-has-zod-only',
    'shared/ has zod and pure functions only: no other package than a calendar.',
    shipped('^shared/'),
    {
      path: 'node_modules/',
      pathNot: ['node_modules/zod/', temporal],
    },
  ),
  rule('contract-knows-no-rules', 'The rules build on the contract, not the other way.', shipped('^shared/contract/'), {
    path: '^shared/rules/',
  }),
  rule('rules-know-the-contract-only', 'A rule needs nothing but the contract’s words.', shipped('^shared/rules/'), {
    pathNot: ['^shared/(rules|contract)/', temporal],
  }),
  rule('renderer-imports-shared-only', 'The window talks to the core through the bridge.', shipped('^renderer/'), {
    path: '^(sync-server|electron|build)/',
  }),
  rule('renderer-is-a-browser', 'The window is sandboxed: there are no node: modules in it.', shipped('^renderer/'), {
    dependencyTypes: ['core'],
  }),
  rule('electron-imports-shared-only', 'The desk talks to the server over HTTP only.', shipped('^electron/'), {
    path: '^(sync-server|renderer|build)/',
  }),
  rule('server-imports-shared-only', 'The server knows no client.', shipped('^sync-server/'), {
    path: '^(electron|renderer|build)/',
  }),
];

const desk = [
  rule(
    'core-knows-no-shell',
    'The core is plain Node, so that it also runs without Electron.',
    shipped('^electron/core/'),
    {
      path: '^electron/(shell|browser)/',
    },
  ),
  rule('browser-knows-no-shell', 'Browser mode is for machines without Electron.', shipped('^electron/browser/'), {
    path: '^electron/shell/',
  }),
  rule(
    'only-the-shell-imports-electron',
    'Only electron/shell imports electron.',
    { pathNot: '^electron/shell/' },
    {
      path: 'node_modules/electron/',
    },
  ),
  rule(
    'only-the-scanner-imports-node-hid',
    'Only core/scanner talks to USB.',
    { pathNot: '^electron/core/scanner/' },
    {
      path: 'node_modules/node-hid/',
    },
  ),
  rule(
    'only-cache-and-outbox-import-sqlite',
    'Only core/cache and core/outbox touch SQLite.',
    shipped('', ['^electron/core/(cache|outbox)/', '^build/']),
    { path: 'node_modules/better-sqlite3/' },
  ),
];

const serverLayers = [
  rule(
    'traces-load-on-demand',
    'OpenTelemetry is loaded when a collector is named, and by nobody else (tracing/start-tracing.ts).',
    shipped('^sync-server/', ['^sync-server/tracing/(provider|sampler|tell-once)[.]ts$']),
    { path: 'node_modules/@opentelemetry/(?!api/)' },
  ),
  rule(
    'traces-load-behind-their-door',
    'What loads OpenTelemetry is itself loaded by tracing/start-tracing.ts only, and late.',
    shipped('^sync-server/', ['^sync-server/tracing/(start-tracing|provider)[.]ts$']),
    { path: '^sync-server/tracing/(provider|sampler|tell-once)[.]ts$' },
  ),
  rule('routes-call-services', 'routes → service → queries → db.', shipped(`${moduleFolder}.*routes[.]ts$`), {
    path: `${moduleFolder}.*queries[.]ts$`,
  }),
  rule(
    'services-know-no-routes',
    'routes → service → queries → db: what is below the routes never imports them.',
    shipped(moduleFolder, ['routes[.]ts$']),
    { path: `${moduleFolder}.*routes[.]ts$` },
  ),
  rule('queries-call-no-service', 'routes → service → queries → db.', shipped(`${moduleFolder}.*queries[.]ts$`), {
    path: `${moduleFolder}.*service[.]ts$`,
  }),
  rule('queries-know-the-database-only', 'queries → db.', shipped('^sync-server/([^/]+)/.*queries[.]ts$'), {
    path: '^sync-server/',
    pathNot: '^sync-server/(db|$1)/',
  }),
  rule('the-database-is-below-all', 'db/ knows no module.', shipped('^sync-server/db/'), { path: moduleFolder }),
  rule(
    'http-knows-no-module',
    'http/ puts any route on Fastify; of the modules it needs auth only.',
    shipped('^sync-server/http/'),
    {
      path: moduleFolder,
      pathNot: '^sync-server/(auth|audit)/',
    },
  ),
  rule(
    'only-db-opens-connections',
    'Connections and transactions are opened in db/.',
    shipped('^sync-server/', ['^sync-server/db/']),
    {
      path: 'node_modules/pg/',
      dependencyTypesNot: ['type-only'],
    },
  ),
  rule(
    'modules-meet-at-their-services',
    'Another module’s routes and queries are its own affair.',
    shipped('^sync-server/([^/]+)/'),
    {
      path: `${moduleFolder}.*(routes|queries)[.]ts$`,
      pathNot: ['^sync-server/$1/', '^sync-server/[^/]+/routes[.]ts$'],
    },
  ),
];

const downward = ranks.flatMap((rank, index) => {
  const above = ranks.slice(0, index).flat();
  return rank.map((module) =>
    rule(`${module}-calls-downward`, `${module} calls only the modules below it.`, shipped(`^sync-server/${module}/`), {
      path: `^sync-server/(${[...above, ...rank.filter((other) => other !== module)].join('|')})/`,
    }),
  );
});

downward.push(
  rule(
    'called-by-anyone-calls-nobody',
    'What every module calls must not call one back.',
    shipped(`^sync-server/(${calledByAnyone.join('|')})/`),
    { path: `^sync-server/(${ranks.flat().join('|')})/` },
  ),
);

const everywhere = [
  rule(
    'no-cycles',
    'Two files that need each other are one file, or hide a third. A type alone is erased, and makes no cycle.',
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  ),
  rule(
    'everything-resolves',
    'An import that is not found would escape every rule here.',
    {},
    { couldNotResolve: true },
  ),
  rule('tests-are-not-imported', 'What ships imports no test.', shipped(''), { path: '[.]test[.]tsx?$' }),
  rule(
    'what-ships-is-a-dependency',
    'Packages for development are not there in an installed Carrel (electron itself is).',
    shipped('^(shared|sync-server|electron|renderer)/'),
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/electron/' },
  ),
];

module.exports = {
  forbidden: [...houses, ...desk, ...serverLayers, ...downward, ...everywhere],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    moduleSystems: ['es6', 'cjs'],
    exoticRequireStrings: ['require'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
