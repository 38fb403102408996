import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractConfiguration from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Import = { from: string; to: string; rule?: string };

const refused: Import[] = [
  { from: 'shared/contract/a.ts', to: 'sync-server/app.ts', rule: 'shared-stands-alone' },
  { from: 'shared/contract/b.ts', to: 'node:fs', rule: 'shared-is-pure' },
  { from: 'shared/contract/c.ts', to: 'uuid', rule: 'shared-has-zod-only' },
  { from: 'shared/contract/d.ts', to: 'shared/rules/fines.ts', rule: 'contract-knows-no-rules' },
  { from: 'shared/rules/e.ts', to: 'zod', rule: 'rules-know-the-contract-only' },
  { from: 'renderer/desk/a.tsx', to: 'electron/core/desk.ts', rule: 'renderer-imports-shared-only' },
  { from: 'renderer/desk/b.tsx', to: 'sync-server/app.ts', rule: 'renderer-imports-shared-only' },
  { from: 'renderer/desk/c.tsx', to: 'node:path', rule: 'renderer-is-a-browser' },
  { from: 'electron/core/a.ts', to: 'renderer/bridge/client.ts', rule: 'electron-imports-shared-only' },
  { from: 'electron/core/b.ts', to: 'sync-server/app.ts', rule: 'electron-imports-shared-only' },
  { from: 'sync-server/http/a.ts', to: 'electron/core/desk.ts', rule: 'server-imports-shared-only' },
  { from: 'electron/core/c.ts', to: 'electron/shell/main.ts', rule: 'core-knows-no-shell' },
  { from: 'electron/core/d.ts', to: 'electron/browser/main.ts', rule: 'core-knows-no-shell' },
  { from: 'electron/browser/e.ts', to: 'electron/shell/main.ts', rule: 'browser-knows-no-shell' },
  { from: 'electron/core/f.ts', to: 'electron', rule: 'only-the-shell-imports-electron' },
  { from: 'electron/core/sync/g.ts', to: 'node-hid', rule: 'only-the-scanner-imports-node-hid' },
  { from: 'electron/core/sync/h.ts', to: 'better-sqlite3', rule: 'only-cache-and-outbox-import-sqlite' },
  { from: 'sync-server/catalog/routes.ts', to: 'sync-server/catalog/queries.ts', rule: 'routes-call-services' },
  { from: 'sync-server/members/service.ts', to: 'sync-server/members/routes.ts', rule: 'services-know-no-routes' },
  { from: 'sync-server/holds/queries.ts', to: 'sync-server/holds/service.ts', rule: 'queries-call-no-service' },
  { from: 'sync-server/fines/queries.ts', to: 'sync-server/http/problem.ts', rule: 'queries-know-the-database-only' },
  { from: 'sync-server/db/a.ts', to: 'sync-server/catalog/service.ts', rule: 'the-database-is-below-all' },
  { from: 'sync-server/http/b.ts', to: 'sync-server/catalog/service.ts', rule: 'http-knows-no-module' },
  { from: 'sync-server/fines/service.ts', to: 'pg', rule: 'only-db-opens-connections' },
  {
    from: 'sync-server/circulation/a.ts',
    to: 'sync-server/catalog/queries.ts',
    rule: 'modules-meet-at-their-services',
  },
  { from: 'sync-server/stocktake/a.ts', to: 'sync-server/sync/feed.ts', rule: 'stocktake-calls-downward' },
  { from: 'sync-server/circulation/b.ts', to: 'sync-server/stocktake/service.ts', rule: 'circulation-calls-downward' },
  { from: 'sync-server/transfers/a.ts', to: 'sync-server/circulation/service.ts', rule: 'transfers-calls-downward' },
  { from: 'sync-server/holds/a.ts', to: 'sync-server/transfers/service.ts', rule: 'holds-calls-downward' },
  { from: 'sync-server/fines/a.ts', to: 'sync-server/holds/service.ts', rule: 'fines-calls-downward' },
  { from: 'sync-server/members/a.ts', to: 'sync-server/fines/service.ts', rule: 'members-calls-downward' },
  { from: 'sync-server/catalog/a.ts', to: 'sync-server/members/service.ts', rule: 'catalog-calls-downward' },
  { from: 'sync-server/auth/a.ts', to: 'sync-server/members/service.ts', rule: 'auth-calls-downward' },
  { from: 'sync-server/tenants/a.ts', to: 'sync-server/catalog/service.ts', rule: 'tenants-calls-downward' },
  { from: 'sync-server/branches/a.ts', to: 'sync-server/tenants/service.ts', rule: 'branches-calls-downward' },
  { from: 'sync-server/audit/a.ts', to: 'sync-server/members/service.ts', rule: 'called-by-anyone-calls-nobody' },
  { from: 'shared/rules/about.ts', to: 'shared/rules/round.ts', rule: 'no-cycles' },
  { from: 'shared/rules/f.ts', to: '#shared/contract/nowhere.ts', rule: 'everything-resolves' },
  { from: 'sync-server/g.ts', to: 'sync-server/app.test.ts', rule: 'tests-are-not-imported' },
  { from: 'sync-server/h.ts', to: 'vitest', rule: 'what-ships-is-a-dependency' },
  { from: 'sync-server/i.ts', to: '@opentelemetry/core', rule: 'traces-load-on-demand' },
  { from: 'sync-server/j.ts', to: 'sync-server/tracing/provider.ts', rule: 'traces-load-behind-their-door' },
];

/** A cycle is reported once, at one of its files. */
const otherHalfOfTheCycle: Import = { from: 'shared/rules/round.ts', to: 'shared/rules/about.ts' };

const allowed: Import[] = [
  { from: 'shared/contract/z.ts', to: 'zod' },
  { from: 'shared/rules/y.ts', to: '#shared/contract/z.ts' },
  { from: 'shared/rules/x.ts', to: 'temporal-polyfill' },
  { from: 'renderer/desk/z.tsx', to: '#shared/rules/y.ts' },
  { from: 'electron/core/scanner/usb.ts', to: 'node-hid' },
  { from: 'electron/core/cache/file.ts', to: 'better-sqlite3' },
  { from: 'electron/core/outbox/file.ts', to: 'better-sqlite3' },
  { from: 'electron/shell/window.ts', to: 'electron' },
  { from: 'electron/shell/core-process.ts', to: 'electron/core/desk.ts' },
  { from: 'electron/e2e/desk.test.ts', to: 'build/electron.ts' },
  { from: 'sync-server/db/pool.ts', to: 'pg' },
  { from: 'sync-server/app.ts', to: 'sync-server/catalog/routes.ts' },
  { from: 'sync-server/sync/feed.ts', to: 'sync-server/circulation/service.ts' },
  { from: 'sync-server/circulation/service.ts', to: 'sync-server/audit/service.ts' },
  { from: 'sync-server/circulation/service.ts', to: 'sync-server/circulation/queries.ts' },
  { from: 'sync-server/circulation/queries.ts', to: 'sync-server/db/pool.ts' },
  { from: 'sync-server/app.test.ts', to: 'sync-server/catalog/queries.ts' },
];

/** What carries the modules, and what every module calls. */
const notModules = ['db', 'http', 'jobs', 'testing', 'tracing', 'audit', 'notices'];

const packages = {
  zod: 'prod',
  'temporal-polyfill': 'prod',
  uuid: 'prod',
  '@opentelemetry/core': 'prod',
  pg: 'prod',
  'node-hid': 'prod',
  'better-sqlite3': 'prod',
};
const devPackages = { vitest: 'dev', electron: 'dev' };

/** Every way to import must be seen. */
const forms = [
  (specifier: string) => `import * as it from '${specifier}';`,
  (specifier: string) => `export * from '${specifier}';`,
  (specifier: string) => `export const it = await import('${specifier}');`,
];

/** Writes a tree in which each file does nothing but the imports that are asked of it. */
async function writeTree(root: string, imports: Import[]): Promise<void> {
  const contents = new Map<string, string[]>();
  const isFile = (name: string) => !name.startsWith('#') && /[.]tsx?$/.test(name);
  for (const [index, { from, to }] of imports.entries()) {
    if (isFile(to) && !contents.has(to)) contents.set(to, []);
    const specifier = isFile(to) ? relative(dirname(from), to).replace(/^(?![.])/, './') : to;
    const line = forms[index % forms.length]?.(specifier) ?? '';
    contents.set(from, [...(contents.get(from) ?? []), line]);
  }
  for (const [file, lines] of contents) await write(join(root, file), lines.join('\n'));
  for (const name of Object.keys({ ...packages, ...devPackages })) {
    await write(join(root, 'node_modules', name, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
    await write(join(root, 'node_modules', name, 'index.js'), '');
  }
  const manifest = { dependencies: packages, devDependencies: devPackages, imports: { '#shared/*': './shared/*' } };
  await write(join(root, 'package.json'), JSON.stringify(manifest));
}

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

describe('the import directions', () => {
  let root: string;
  let ruleNames: (string | undefined)[];
  let found: { from: string; rule: string }[];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'carrel-boundaries-'));
    await writeTree(root, [...refused, otherHalfOfTheCycle, ...allowed]);
    const { forbidden, options } = await extractConfiguration(join(import.meta.dirname, 'boundaries.cjs'));
    ruleNames = forbidden?.map(({ name }) => name) ?? [];
    const houses = ['shared', 'sync-server', 'electron', 'renderer', 'build'];
    const { output } = await cruise(houses, {
      ...options,
      baseDir: root,
      validate: true,
      ruleSet: { ...(forbidden && { forbidden }) },
    });
    if (typeof output === 'string') throw new Error(output);
    found = output.summary.violations.map((violation) => ({ from: violation.from, rule: violation.rule.name }));
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  it.each(refused)('refuses that $from imports $to ($rule)', ({ from, rule }) => {
    expect(found).toContainEqual({ from, rule });
  });

  it('know every module of the server', async () => {
    const entries = await readdir(join(import.meta.dirname, '..', 'sync-server'), { withFileTypes: true });
    const modules = entries.filter((entry) => entry.isDirectory() && !notModules.includes(entry.name));
    const ruled = modules.filter(({ name }) => ruleNames.includes(`${name}-calls-downward`));
    expect(ruled.map(({ name }) => name)).toEqual(modules.map(({ name }) => name));
  });

  it.each(allowed)('allows that $from imports $to', ({ from }) => {
    expect(found.filter((violation) => violation.from === from)).toEqual([]);
  });
});
