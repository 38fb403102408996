import type pg from 'pg';
import { z } from 'zod';
import { bigTenantId } from './big-library.ts';
import { freeCopies, freeMembers } from './floor-sql.ts';
import { runLoop } from './load-loop.ts';
import { type ManySockets, type RawAnswer, requestText } from './many-sockets.ts';

type FreeCopy = { barcode: string; home_branch_id: string };

const Lent = z.object({ loan: z.object({ id: z.string() }) });

/** How what was said agrees with what is in the database; all but the first and the last must be 0. */
export type Truth = { lent: number; lentButMissing: number; refusedButLent: number; unansweredButLent: number };

const loansOf = `
  select l.id, c.barcode from loans l join copies c on c.tenant_id = l.tenant_id and c.id = l.copy_id
  where l.tenant_id = $1 and l.returned_at is null and c.barcode = any($2)`;

/** Lends each copy once, and remembers what it was told of it: the loan, a refusal, or nothing. */
export async function toldCheckouts(owner: pg.Pool, token: string, most: number) {
  const copies = (await owner.query<FreeCopy>(freeCopies, [bigTenantId, most])).rows;
  const cards = (await owner.query<{ number: string }>(freeMembers, [bigTenantId, 20_000])).rows;
  const headers = { authorization: `Bearer ${token}` };
  const told = new Map<string, RawAnswer | null>();
  let next = 0;

  return {
    async send(sockets: ManySockets): Promise<RawAnswer | null> {
      const [copy, card] = [copies[next], cards[next % cards.length]];
      next += 1;
      if (!copy || !card) throw new Error('There are not enough free copies for this run.');
      const order = { barcode: copy.barcode, membershipNumber: card.number };
      const answer = await sockets.send(requestText('POST /api/v1/loans/checkout', headers, order));
      told.set(copy.barcode, answer);
      return answer;
    },

    /** Takes back all that was lent, so that the next run finds the library as this one did. */
    async takeBack(sockets: ManySockets): Promise<void> {
      const lent = copies.slice(0, next).filter(({ barcode }) => told.get(barcode)?.status === 201);
      const call = async () => {
        const copy = lent.pop();
        if (!copy) return false;
        const order = { barcode: copy.barcode, branchId: copy.home_branch_id };
        await sockets.send(requestText('POST /api/v1/loans/return', headers, order));
        return true;
      };
      await runLoop({ clients: 8, seconds: 600, call });
    },

    async truth(): Promise<Truth> {
      const { rows } = await owner.query<{ id: string; barcode: string }>(loansOf, [bigTenantId, [...told.keys()]]);
      const loans = new Map(rows.map(({ id, barcode }) => [barcode, id]));
      const truth = { lent: 0, lentButMissing: 0, refusedButLent: 0, unansweredButLent: 0 };
      for (const [barcode, answer] of told) {
        const loanId = loans.get(barcode);
        if (answer === null) truth.unansweredButLent += loanId ? 1 : 0;
        else if (answer.status !== 201) truth.refusedButLent += loanId ? 1 : 0;
        else {
          truth.lent += 1;
          if (Lent.parse(JSON.parse(answer.body)).loan.id !== loanId) truth.lentButMissing += 1;
        }
      }
      return truth;
    },
  };
}
