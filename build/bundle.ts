// Bundles the window (renderer/dist) and the desk's processes (electron/dist): node build/bundle.ts
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type InlineConfig, type LogLevel } from 'vite';
import { root } from './places.ts';

const dist = join(root, 'electron', 'dist');

/** Packages with machine code are loaded from node_modules; they carry N-API builds that fit any Electron and Node. */
const native = ['better-sqlite3', 'node-hid'];

/** The main process and the core's utility process: ES modules with everything but native packages in them. */
const processes = {
  main: join(root, 'electron', 'shell', 'main.ts'),
  core: join(root, 'electron', 'core', 'main.ts'),
};
const preload = join(root, 'electron', 'shell', 'preload.ts');

export async function bundleDesk(logLevel: LogLevel = 'warn'): Promise<void> {
  const before = process.env.NODE_ENV;
  // Vite takes a test runner's NODE_ENV for its own: React would be the slow one, with this machine's paths in it.
  process.env.NODE_ENV = 'production';
  try {
    await bundleAll(logLevel);
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

async function bundleAll(logLevel: LogLevel): Promise<void> {
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel });
  await build({ ...bundleFor(processes, 'es', '[name].js'), logLevel });
  // A sandboxed preload is CommonJS: electronjs.org/docs/latest/tutorial/esm, "Preload scripts".
  await build({ ...bundleFor({ preload }, 'cjs', '[name].cjs'), logLevel });
}

function bundleFor(input: Record<string, string>, format: 'es' | 'cjs', entryFileNames: string): InlineConfig {
  return {
    configFile: false,
    root,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node24',
      outDir: dist,
      emptyOutDir: format === 'es',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input,
        external: ['electron', ...native],
        output: { format, entryFileNames, chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}

/** Bundles only if a source has changed since the last time: most starts need not wait for it. */
export async function bundleDeskIfChanged(say: (sentence: string) => void): Promise<void> {
  const stamp = join(dist, '.bundled-from');
  const now = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  say('Bundling the desk …');
  await bundleDesk();
  writeFileSync(stamp, now);
}

/** Changes when any file that goes into the bundles does. */
function fingerprint(): string {
  const paths = globSync(['{shared,electron,renderer}/**/*', 'build/{bundle,vite.config}.ts', 'package-lock.json'], {
    cwd: root,
    exclude: (path) => basename(path) === 'dist',
  });
  const hash = createHash('sha256');
  for (const path of paths.sort()) {
    const { mtimeMs, size } = statSync(join(root, path));
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

if (process.argv[1] === import.meta.filename) await bundleDesk('info');
