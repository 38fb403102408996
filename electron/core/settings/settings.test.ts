import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deskFolder } from './desk-folder.ts';
import { readEnvironment } from './environment.ts';
import { readKept, writeKept } from './kept-file.ts';
import { fileKeyStore } from './key-store.ts';

const now = new Date('2026-11-22T09:00:00.000Z');
const Colour = z.object({ colour: z.string() });
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the variables of a desk', () => {
  it('have sound defaults, and an empty one counts as unset', () => {
    expect(readEnvironment({ CARREL_SERVER_URL: '', PORT: '' })).toEqual({ CARREL_LOCK_MINUTES: 5, PORT: 0 });
  });

  it.each([
    ['CARREL_SERVER_URL', 'library'],
    ['CARREL_LOCK_MINUTES', 'soon'],
    ['CARREL_LOCK_MINUTES', '-1'],
    ['PORT', '99999'],
  ])('%s=%s is refused in a sentence that names it', (name, value) => {
    const read = readEnvironment({ [name]: value });
    expect('sentence' in read && read.sentence).toContain(`The variable ${name} `);
  });

  it('say where the desk keeps its files', () => {
    const environment = readEnvironment({ CARREL_DESK_DATA: folder });
    expect('sentence' in environment ? null : deskFolder(environment)).toBe(folder);
  });
});

describe('a file of settings', () => {
  it('is read as it was written, and replaced whole', () => {
    const file = join(folder, 'deep', 'settings.json');
    expect(readKept(file, Colour, now)).toEqual({ kind: 'none' });
    for (const colour of ['a very long name of a colour', 'red']) writeKept(file, JSON.stringify({ colour }));
    expect(readKept(file, Colour, now)).toEqual({ kind: 'found', value: { colour: 'red' } });
    expect(readdirSync(join(folder, 'deep'))).toEqual(['settings.json']);
  });

  it.each(['', '{"colour":', '{"colour":7}', 'null'])('that says %j is set aside and not written over', (text) => {
    const file = join(folder, 'settings.json');
    writeFileSync(file, text);
    expect(readKept(file, Colour, now)).toMatchObject({ kind: 'damaged' });
    expect(readKept(file, Colour, now)).toEqual({ kind: 'none' });
    expect(readdirSync(folder)).toEqual(['settings.json.damaged-2026-11-22T09-00-00-000Z']);
  });

  it('is as good as before when a write was cut short', () => {
    const file = join(folder, 'settings.json');
    writeKept(file, '{"colour":"red"}');
    writeFileSync(`${file}.new`, '{"col');
    expect(readKept(file, Colour, now)).toMatchObject({ kind: 'found' });
  });
});

describe('the key in a file', () => {
  it('is there again after a restart, with a word about where it lies', async () => {
    expect(await fileKeyStore(folder).read()).toEqual({ key: null, notice: null });
    expect(await fileKeyStore(folder, 'No keyring.').write('k1')).toBe('No keyring.');
    expect(await fileKeyStore(folder, 'No keyring.').read()).toEqual({ key: 'k1', notice: 'No keyring.' });
  });
});
