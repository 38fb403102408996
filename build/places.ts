import { join } from 'node:path';

/** The folder of the whole project. */
export const root = join(import.meta.dirname, '..');

export const nodeModules = join(root, 'node_modules');

/** A program that came with the packages, for running without npm. */
export const programOf = (name: string) => join(nodeModules, '.bin', name);
