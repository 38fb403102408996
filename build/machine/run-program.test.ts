import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runQuietly, runVisibly } from './run-program.ts';

const node = (script: string): [string, string[]] => [process.execPath, ['-e', script]];

describe('running another program', () => {
  it('keeps what it says on both streams, and how it ended', async () => {
    const ended = await runQuietly(...node('console.log("out"); console.error("err"); process.exitCode = 3'));
    expect(ended.code).toBe(3);
    expect(ended.output).toContain('out\n');
    expect(ended.output).toContain('err\n');
  });

  it('says it when there is no such program', async () => {
    const ended = await runQuietly('carrel-has-no-such-program', []);
    expect(ended).toEqual({ code: null, output: expect.stringContaining('carrel-has-no-such-program') });
  });

  it('answers the exit code of a program that shows its output itself', async () => {
    expect(await runVisibly(...node('process.exitCode = 4'), { limitMinutes: 1 })).toBe(4);
  });

  it('stops a program at its time limit', async () => {
    const startedAt = Date.now();
    expect(await runVisibly(...node('setInterval(() => {}, 1000)'), { limitMinutes: 0.01 })).toBe(null);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
  });

  it.skipIf(process.platform === 'win32')('leaves nothing running that the program had started', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'carrel-run-program-'));
    const pidFile = join(folder, 'pid');
    const program = `
      const { pid } = require('node:child_process').spawn('sleep', ['300'], { stdio: 'ignore' });
      require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(pid));
      process.exit();`;
    await runVisibly(...node(program), { limitMinutes: 1 });
    await expect.poll(() => isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
    await rm(folder, { recursive: true });
  });
});

/** A process that has ended but that nobody has waited for (state Z) does not run any more. */
function isRunning(pid: number): boolean {
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 && !stdout.startsWith('Z');
}
