import fc from 'fast-check';

/** What the system says of a copy before a count, and where it really is. */
export type Laid = {
  record: 'available' | 'on_loan' | 'missing' | 'lost' | 'withdrawn' | 'stranger' | 'elsewhere';
  /** Which of the two shelves its record names. */
  recordedOn: 0 | 1;
  /** On which it stands; null: on neither, and nobody at the desk knows where. */
  standsOn: 0 | 1 | null;
};

/** One thing that happens while a branch is counted. Numbers choose among the desks and the copies there are. */
export type Happening =
  | { kind: 'walk'; desk: number; shelf: 0 | 1 }
  /** What the desk has queued goes up; where the answer is lost, it goes up again. */
  | { kind: 'send'; desk: number; answer: 'heard' | 'lost' }
  | { kind: 'lend'; copy: number }
  | { kind: 'bring_back'; copy: number }
  /** A member puts a book back by himself: nobody at the desk hears of it. */
  | { kind: 'sneak_back'; copy: number; shelf: 0 | 1 };

export type Story = {
  copies: Laid[];
  /** How many minutes each desk's clock is ahead. */
  clocks: number[];
  happenings: Happening[];
  /** Who reads the shelves to the end, and whether he comes back into reach before the count is closed. */
  lastWalks: [{ desk: number; isLate: boolean }, { desk: number; isLate: boolean }];
  afterClosing: Happening[];
};

const which = fc.constantFrom<0 | 1>(0, 1);
const number = fc.nat(99);

const laid: fc.Arbitrary<Laid> = fc.record({
  record: fc.oneof(
    { weight: 4, arbitrary: fc.constant('available' as const) },
    fc.constantFrom<Laid['record']>('on_loan', 'missing', 'lost', 'withdrawn', 'stranger', 'elsewhere'),
  ),
  recordedOn: which,
  standsOn: fc.option(which, { freq: 4 }),
});

const circulating = [
  fc.record({ kind: fc.constant('lend' as const), copy: number }),
  fc.record({ kind: fc.constant('bring_back' as const), copy: number }),
];

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constant('walk' as const), desk: number, shelf: which }),
  fc.record({
    kind: fc.constant('send' as const),
    desk: number,
    answer: fc.constantFrom<'heard' | 'lost'>('heard', 'lost'),
  }),
  fc.record({ kind: fc.constant('sneak_back' as const), copy: number, shelf: which }),
  ...circulating,
);

const lastWalk = fc.record({ desk: number, isLate: fc.boolean() });

/** Random shelves, random truth, random desks and faults. */
export const story: fc.Arbitrary<Story> = fc.record({
  copies: fc.array(laid, { minLength: 1, maxLength: 10 }),
  clocks: fc.array(fc.constantFrom(0, 0, 120, -120, 7), { minLength: 2, maxLength: 3 }),
  happenings: fc.array(happening, { maxLength: 20 }),
  lastWalks: fc.tuple(lastWalk, lastWalk),
  afterClosing: fc.array(fc.oneof(...circulating), { maxLength: 4 }),
});
