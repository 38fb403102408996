import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exampleLibrary } from '../../testing/example-library.ts';
import { cardNumber, copyBarcode } from '../../testing/example-records.ts';
import { startTestDesk } from '../../testing/test-desk.ts';
import { TestHost } from '../../testing/test-host.ts';

/** 1 and 3 are members who may borrow, 88 is nobody's card. */
const card = fc.constantFrom(1, 3, 88).map((n) => ({ kind: 'card', code: cardNumber(n), isKnown: n !== 88 }) as const);
const copy = fc.integer({ min: 1, max: 10 }).map((n) => ({ kind: 'copy', code: copyBarcode(n) }) as const);
const finish = fc.constant({ kind: 'finish' } as const);
const actions = fc.array(fc.oneof(card, copy, copy, finish), { maxLength: 12 });
type Action = typeof actions extends fc.Arbitrary<(infer A)[]> ? A : never;

/** To whom each copy may be lent at most: the member whose card was the last before it. */
function allowedLoans(done: readonly Action[]): string[] {
  let member: string | null = null;
  const allowed: string[] = [];
  for (const action of done) {
    if (action.kind === 'finish') member = null;
    else if (action.kind === 'card') member = action.isKnown ? action.code : null;
    else if (member) allowed.push(`${action.code} to ${member}`);
  }
  return allowed;
}

it('lends nothing to anybody but the member whose card came last, however slow the server is', async () => {
  await fc.assert(
    fc.asyncProperty(actions, fc.integer({ min: 0, max: 3 }), async (done, delayMs) => {
      const host = new TestHost(exampleLibrary(0));
      const { desk, settle } = await startTestDesk(host);
      host.delayMs = delayMs;
      for (const action of done) {
        if (action.kind === 'finish') desk.finishCheckout();
        else desk.intake.text(action.code, 'wedge');
      }
      await settle();
      const lent = host.library.loans.map((loan) => `${loan.copy.barcode} to ${loan.memberNumber}`);
      expect(allowedLoans(done)).toEqual(expect.arrayContaining(lent));
    }),
    { numRuns: 60 },
  );
});
