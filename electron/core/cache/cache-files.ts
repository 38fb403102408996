import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The cache's files in its folder. Every snapshot is a new generation, `cache-7.sqlite`, loaded as
 * `cache-7.loading.sqlite`: the rename that drops `.loading` is the whole swap. A name is never used twice, so a write
 * ahead log that a kill left behind can never be played into another file (sqlite.org/howtocorrupt.html §1.4).
 */
const ready = /^cache-(\d+)\.sqlite$/;
const loading = /^cache-(\d+)\.loading\.sqlite$/;

export type CacheFile = { path: string; generation: number };
export type SetAsideAs = 'damaged' | 'foreign' | 'newer';

/** The newest ready file; files of older generations, which a kill between swap and clearing left, are removed. */
export function newestReady(dir: string): CacheFile | null {
  const [newest, ...older] = matching(dir, ready);
  for (const file of older) removeFile(file.path);
  return newest ?? null;
}

/** The file that a snapshot is being loaded into; one that is older than the ready one is left over and removed. */
export function newestLoading(dir: string): CacheFile | null {
  const readyGeneration = newestReady(dir)?.generation ?? 0;
  const [newest, ...older] = matching(dir, loading);
  for (const file of older) removeFile(file.path);
  if (!newest || newest.generation > readyGeneration) return newest ?? null;
  removeFile(newest.path);
  return null;
}

/** A name that no file in the folder had since the ready one. */
export function nextFile(dir: string, kind: 'ready' | 'loading'): CacheFile {
  mkdirSync(dir, { recursive: true });
  const used = readdirSync(dir).map((name) => Number(/^cache-(\d+)\./.exec(name)?.[1] ?? 0));
  const generation = Math.max(0, ...used) + 1;
  return { generation, path: join(dir, `cache-${generation}${kind === 'loading' ? '.loading' : ''}.sqlite`) };
}

/** Makes a loaded file the ready one, in one step. Both its handles and its log must be closed before. */
export function makeReady(file: CacheFile): CacheFile {
  const path = file.path.replace(/\.loading\.sqlite$/, '.sqlite');
  renameSync(file.path, path);
  syncFolder(join(path, '..'));
  return { path, generation: file.generation };
}

/** Puts a file out of the way for somebody to look at, with its log; only the newest of each kind is kept. */
export function setAside(dir: string, file: CacheFile, as: SetAsideAs, now: Date): string {
  for (const name of readdirSync(dir)) {
    if (name.includes(`.${as}-`)) rmSync(join(dir, name), { force: true });
  }
  const target = `${file.path}.${as}-${now.toISOString().replace(/[:.]/g, '-')}`;
  for (const part of parts) {
    if (existsSync(file.path + part)) renameSync(file.path + part, target + part);
  }
  return target;
}

export function removeFile(path: string): void {
  for (const part of parts) rmSync(path + part, { force: true });
}

/** A database in WAL mode is up to three files. */
const parts = ['', '-wal', '-shm'];

function matching(dir: string, pattern: RegExp): CacheFile[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .flatMap((name) => {
      const generation = pattern.exec(name)?.[1];
      return generation === undefined ? [] : [{ path: join(dir, name), generation: Number(generation) }];
    })
    .sort((a, b) => b.generation - a.generation);
}

/** So that a rename survives a power cut; Windows journals it by itself and cannot open a folder. */
function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
