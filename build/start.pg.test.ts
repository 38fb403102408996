import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './places.ts';

/** Only Linux can be told by its environment that there is no screen, so that no browser opens. */
describe.runIf(process.platform === 'linux')('npm start', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carrel-start-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Starts it and waits until it has said this. */
  async function startUntil(said: RegExp) {
    const env = { ...process.env, CARREL_DATA: folder, DISPLAY: '', WAYLAND_DISPLAY: '' };
    const start = spawn(process.execPath, ['build/start.ts', '--browser'], { cwd: root, env });
    let output = '';
    const heard = new Promise<void>((resolve, reject) => {
      start.stdout.on('data', (chunk) => {
        output += chunk;
        if (said.test(output)) resolve();
      });
      start.once('exit', () => reject(new Error(output)));
    });
    await heard;
    return { start, output: () => output };
  }

  async function interrupt(start: ChildProcess): Promise<number | null> {
    const ended = once(start, 'exit');
    start.kill('SIGINT');
    return (await ended)[0];
  }

  const databaseRuns = () => existsSync(join(folder, 'postgres', 'postmaster.pid'));

  it('that is stopped in the middle of its first start leaves no database running', async () => {
    const { start } = await startUntil(/Starting the server/);
    expect(await interrupt(start)).toBe(0);
    expect(databaseRuns()).toBe(false);
  });

  it('makes the library anew then, and opens its desk with all that is needed to try it', {
    timeout: 120_000,
  }, async () => {
    const { start, output } = await startUntil(/The desk is at http\S+/);
    expect(output()).toContain('cut off');
    expect(output()).toMatch(/librarian +\d+ +\S+/);

    const address = new URL(/The desk is at (http\S+)/.exec(output())?.[1] ?? '');
    expect(await (await fetch(address)).text()).toContain('<title>Carrel</title>');
    const sheet = /To scan +(file:\S+)/.exec(output())?.[1] ?? '';
    expect(await readFile(new URL(sheet), 'utf8')).toContain('<svg');

    expect(await interrupt(start)).toBe(0);
    expect(databaseRuns()).toBe(false);
  });

  it('finds the library again', async () => {
    const { start, output } = await startUntil(/The desk is at http\S+/);
    expect(output()).not.toContain('for the first time');
    expect(output()).not.toContain('cut off');
    expect(await interrupt(start)).toBe(0);
  });
});
