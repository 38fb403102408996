// Vitest's set-up of each test file: properties are tried on the same cases in every run, so that a change is refused for
// what it does. `CARREL_SEED` tries others.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.CARREL_SEED ?? 20_261_122) });
