// Vitest's set-up of each test file: properties are tried on the same cases in every run, so that a change is refused for
// what it does.
import fc from 'fast-check';
import { seed } from './seed.ts';

fc.configureGlobal({ seed });
