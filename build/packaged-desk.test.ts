import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronFolder, findElectron } from './electron.ts';
import { runQuietly } from './machine/run-program.ts';
import { programOf, root } from './places.ts';

// What nobody may make of the program that lies on every desk's disk: a Node that runs his own script, a program that
// somebody debugs, or one that loads another app (electronjs.org/docs/latest/tutorial/fuses).
const wanted = {
  runAsNode: [FuseV1Options.RunAsNode, false],
  enableCookieEncryption: [FuseV1Options.EnableCookieEncryption, true],
  enableNodeOptionsEnvironmentVariable: [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  enableNodeCliInspectArguments: [FuseV1Options.EnableNodeCliInspectArguments, false],
  enableEmbeddedAsarIntegrityValidation: [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  onlyLoadAppFromAsar: [FuseV1Options.OnlyLoadAppFromAsar, true],
  grantFileProtocolExtraPrivileges: [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
} as const;
const names = Object.keys(wanted) as (keyof typeof wanted)[];

it.each(names)('the packager is told of the fuse %s', (name) => {
  const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
  const [, fuses = ''] = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(config) ?? [];
  expect(fuses).toMatch(new RegExp(`^ {2}${name}: ${wanted[name][1]}$`, 'm'));
});

const electron = process.platform === 'linux' ? await findElectron({ forTests: true }) : { reason: 'not Linux' };
const isBundled = existsSync(join(root, 'electron', 'dist', 'main.js'));
// Skipped, and counted as such, where there is no Electron to package, or nobody has bundled the desk yet.
const canPackage = !('reason' in electron) && isBundled;

describe.skipIf(!canPackage)('the packaged desk', () => {
  let folder: string;
  let program: string;
  beforeAll(async () => {
    if ('reason' in electron) throw new Error(electron.reason);
    folder = mkdtempSync(join(tmpdir(), 'carrel-packaged-'));
    program = join(folder, 'linux-unpacked', 'carrel');
    const options = [`--config.electronDist=${electronFolder(electron)}`, `--config.directories.output=${folder}`];
    const { code, output } = await runQuietly(programOf('electron-builder'), ['--linux', 'dir', ...options], {
      cwd: root,
    });
    if (code !== 0) throw new Error(output);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(names)('has its fuse %s set', async (name) => {
    const [option, isOn] = wanted[name];
    const wire = await getCurrentFuseWire(program);
    expect(String.fromCharCode(wire[option] ?? 0)).toBe(isOn ? '1' : '0');
  });

  it('runs no script of anybody’s, as an Electron does that still has its fuses', () => {
    const sum = (file: string) =>
      spawnSync(file, ['-p', '6 * 7'], { env: { ELECTRON_RUN_AS_NODE: '1' }, encoding: 'utf8', timeout: 10_000 })
        .stdout;
    expect('reason' in electron || sum(electron.executablePath).trim()).toBe('42');
    expect(sum(program)).not.toContain('42');
  });
});
