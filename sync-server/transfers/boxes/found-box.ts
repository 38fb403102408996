import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { type BoxRow, boxById, boxByNumber, idOfNumber, lockToMove, type lockToPack } from './queries.ts';

const numberIn = (box: string): number | null => (box.startsWith('BOX-') ? Number(box.slice('BOX-'.length)) : null);

/** The box with this id or number. @throws Refusal BOX_NOT_FOUND */
export async function findBox(tx: Tx, box: string): Promise<BoxRow> {
  const number = numberIn(box);
  const { tenantId } = tx.context;
  const [row] = await (number === null
    ? tx.query(boxById, [tenantId, box])
    : tx.query(boxByNumber, [tenantId, number]));
  if (!row) throw new Refusal('BOX_NOT_FOUND');
  return row;
}

/** The same behind a lock: alone, or together with others who pack. @throws Refusal BOX_NOT_FOUND */
export async function lockBox(tx: Tx, box: string, lock: typeof lockToPack = lockToMove): Promise<BoxRow> {
  const { tenantId } = tx.context;
  const number = numberIn(box);
  const id = number === null ? box : (await tx.query(idOfNumber, [tenantId, number]))[0]?.id;
  if (!id) throw new Refusal('BOX_NOT_FOUND');
  const [, [row]] = await Promise.all([tx.query(lock, [tenantId, id]), tx.query(boxById, [tenantId, id])]);
  if (!row) throw new Refusal('BOX_NOT_FOUND');
  return row;
}
