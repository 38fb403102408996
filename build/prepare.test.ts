import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runQuietly } from './machine/run-program.ts';

/** A project with no packages at all, whose one task does what the test says. */
describe('a task of a fresh checkout', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'carrel-prepare-'));
    await mkdir(join(root, 'build'));
    for (const file of ['prepare.js', 'prepare-packages.js']) {
      await writeFile(join(root, 'build', file), await readFile(join(import.meta.dirname, file)));
    }
    const lock = { name: 'bare', lockfileVersion: 3, packages: { '': { name: 'bare' } } };
    await writeFile(join(root, 'package-lock.json'), JSON.stringify(lock));
    await writeFile(join(root, 'package.json'), JSON.stringify({ name: 'bare', type: 'module' }));
    await mkdir(join(root, 'node_modules'));
    await writeFile(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: {} }));
  });

  afterEach(() => rm(root, { recursive: true }));

  const task = (script: string) => writeFile(join(root, 'build', 'check.ts'), script);
  const prepare = (...words: string[]) => runQuietly(process.execPath, [join(root, 'build', 'prepare.js'), ...words]);

  it('runs its TypeScript with the arguments given, and ends as it ends', async () => {
    await task('const words: string[] = process.argv.slice(2); console.log(words.join("+")); process.exitCode = 7;');
    expect(await prepare('check', 'a', 'b')).toEqual({ code: 7, output: 'a+b\n' });
  });

  it('remembers that all is ready until the lock changes', async () => {
    await task('');
    await prepare('check');
    const stamp = join(root, 'node_modules', '.carrel-prepared.json');
    const first = await readFile(stamp, 'utf8');
    await prepare('check');
    expect(await readFile(stamp, 'utf8')).toBe(first);

    const lock = { name: 'bare', lockfileVersion: 3, packages: { '': { name: 'bare', version: '2.0.0' } } };
    await writeFile(join(root, 'package-lock.json'), JSON.stringify(lock));
    await prepare('check');
    expect(await readFile(stamp, 'utf8')).not.toBe(first);
  });

  it.skipIf(process.platform === 'win32')('is stopped by the signal that stops its starter', async () => {
    await task('process.on("SIGTERM", () => process.exit(9)); setInterval(() => {}, 1000); console.log("ready");');
    const starter = spawn(process.execPath, [join(root, 'build', 'prepare.js'), 'check']);
    await once(starter.stdout, 'data');
    starter.kill('SIGTERM');
    const [code] = await once(starter, 'exit');
    expect(code).toBe(9);
  });

  it('is refused in words when there is no such task', async () => {
    const { code, output } = await prepare('chek');
    expect(code).toBe(1);
    expect(output).toContain('There is no task "chek". The tasks are: start, test');
  });

  it('says in words that the npm registry cannot be reached', async () => {
    const lock = {
      name: 'bare',
      lockfileVersion: 3,
      packages: {
        '': { name: 'bare', dependencies: { carrel: '1.0.0' } },
        'node_modules/carrel': { version: '1.0.0' },
      },
    };
    await writeFile(join(root, 'package.json'), JSON.stringify({ name: 'bare', dependencies: { carrel: '1.0.0' } }));
    await writeFile(join(root, 'package-lock.json'), JSON.stringify(lock));
    await writeFile(join(root, '.npmrc'), 'registry=http://127.0.0.1:9/\nfetch-retries=0\ncache=./cache\n');
    const { code, output } = await prepare('check');
    expect(code).toBe(1);
    expect(output).toContain('The npm registry cannot be reached');
  });
});
