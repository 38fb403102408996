import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findElectron } from './electron.ts';

describe('an Electron that ELECTRON_OVERRIDE_DIST_PATH names', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carrel-electron-'));
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  it('is said to be missing when the folder does not hold one', async () => {
    expect(await findElectron({ forTests: true })).toEqual({ reason: expect.stringContaining(folder) });
  });

  it.runIf(process.platform === 'linux')('is taken before any other, with its version', async () => {
    await writeFile(join(folder, 'electron'), '');
    await chmod(join(folder, 'electron'), 0o755);
    await writeFile(join(folder, 'version'), 'v45.4.1\n');
    expect(await findElectron({ forTests: false })).toMatchObject({
      executablePath: join(folder, 'electron'),
      version: '45.4.1',
      source: 'ELECTRON_OVERRIDE_DIST_PATH',
    });
  });

  it.runIf(process.platform === 'linux' && process.getuid?.() === 0)('runs without a sandbox as root', async () => {
    await writeFile(join(folder, 'electron'), '');
    expect(await findElectron({ forTests: false })).toMatchObject({ args: ['--no-sandbox'] });
  });
});
