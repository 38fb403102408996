import { sentences } from '../../electron/core/sentences.ts';
import type { BusyLibrary } from '../../sync-server/invariants/testing/busy-library.ts';
import { remember } from '../../sync-server/invariants/testing/hands.ts';
import { testPassword } from '../../sync-server/testing/made.ts';
import type { Random } from '../demo/random.ts';
import { DeskEnded, type DeskMachine } from './desk-machine.ts';

/**
 * What a desk claimed, and what the person at it was told came of it: `done`; `not_done`, refused or never sent;
 * `unknown`, where the answer was lost, the server could not say, or the desk died.
 */
export type Claim = { about: string; outcome: 'done' | 'not_done' | 'unknown'; id: string | null; at: number };

type Order = { about: string; make: (machine: DeskMachine) => Promise<Answer> };
type Answer =
  | { kind: 'done'; answer: { loan?: { id: string }; hold?: { id: string } } }
  | { kind: 'refused'; problem: { code: string; status: number } }
  | { kind: 'offline'; sentence: string };

/** Somebody at the desk lends, renews or places a hold; whoever is not signed in does so first. */
export async function claimSomething(machine: DeskMachine, busy: BusyLibrary, random: Random): Promise<Claim | null> {
  const { about, make } = orderOf(busy, random);
  const claim = (outcome: Claim['outcome'], id: string | null = null) => ({ about, outcome, id, at: Date.now() });
  try {
    const answer = await make(machine);
    // Where nobody knows, the sentence ends with the request's id.
    if (answer.kind === 'offline')
      return claim(answer.sentence.startsWith(sentences.answerLost) ? 'unknown' : 'not_done');
    if (answer.kind === 'done') {
      remember(busy, answer.answer);
      return claim('done', answer.answer.hold?.id ?? answer.answer.loan?.id ?? null);
    }
    if (answer.problem.code === 'NOT_SIGNED_IN') return await signIn(machine, busy);
    // A server that lost its database may have lost the answer to its COMMIT.
    return claim(answer.problem.status >= 500 ? 'unknown' : 'not_done');
  } catch (error) {
    if (error instanceof DeskEnded) return claim('unknown');
    throw error;
  }
}

function orderOf(busy: BusyLibrary, random: Random): Order {
  const membershipNumber = random.pick(busy.cards);
  const [loanId] = busy.loans;
  if (loanId && random.chance(0.15)) {
    return { about: `renew ${loanId}`, make: (machine) => machine.call('loans.renew', { loanId }) };
  }
  if (random.chance(0.3)) {
    const bookId = random.pick(busy.books);
    const order = { bookId, membershipNumber, pickupBranchId: random.pick(busy.branches) };
    return { about: `place_hold ${bookId} ${membershipNumber}`, make: (machine) => machine.call('holds.place', order) };
  }
  const barcode = random.pick(busy.barcodes);
  return {
    about: `lend ${barcode} ${membershipNumber}`,
    make: (machine) => machine.call('loans.checkout', { barcode, membershipNumber }),
  };
}

/** A desk that was killed has nobody signed in; without a line nobody can. */
async function signIn(machine: DeskMachine, { library }: BusyLibrary): Promise<null> {
  await machine.call('session.signIn', { number: library.staff.admin.number, password: testPassword });
  return null;
}
