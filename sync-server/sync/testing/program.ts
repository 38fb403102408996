import fc from 'fast-check';

/** What may happen next. Numbers choose a writer, a desk, a copy …: taken modulo how many there are. */
export type Step =
  | { kind: 'begin'; writer: number; early: boolean }
  | { kind: 'lend'; writer: number; copy: number }
  | { kind: 'move'; writer: number; copy: number; home: number; current: number }
  | { kind: 'add'; writer: number; book: number; home: number; current: number }
  | { kind: 'correct'; writer: number; book: number }
  | { kind: 'savepoint'; writer: number }
  | { kind: 'rollBackToSavepoint'; writer: number }
  | { kind: 'end'; writer: number; how: 'commit' | 'rollback' }
  | { kind: 'load'; desk: number; lineIsCut: boolean }
  | { kind: 'pull'; desk: number; limit: number };

const any = fc.nat({ max: 11 });
const rarely = fc.nat({ max: 5 }).map((number) => number === 0);
const step = <T extends Step['kind']>(kind: T, rest: object, weight: number) => ({
  weight,
  arbitrary: fc.record({ kind: fc.constant(kind), ...rest }) as fc.Arbitrary<Extract<Step, { kind: T }>>,
});

/** Some dozens of steps: writers that begin early, end late, in any order or not at all; desks that come in between. */
export const program: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    step('begin', { writer: any, early: fc.boolean() }, 6),
    step('lend', { writer: any, copy: any }, 6),
    step('move', { writer: any, copy: any, home: any, current: any }, 4),
    step('add', { writer: any, book: any, home: any, current: any }, 2),
    step('correct', { writer: any, book: any }, 3),
    step('savepoint', { writer: any }, 2),
    step('rollBackToSavepoint', { writer: any }, 1),
    step('end', { writer: any, how: rarely.map((rare) => (rare ? 'rollback' : 'commit')) }, 5),
    step('load', { desk: any, lineIsCut: rarely }, 4),
    step('pull', { desk: any, limit: fc.constantFrom(1, 2, 3, 500) }, 8),
  ),
  { minLength: 20, maxLength: 90, size: 'max' },
);
