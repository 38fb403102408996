import { copyBarcode } from './example-records.ts';
import { become } from './situations.ts';
import { startTestDesk } from './test-desk.ts';

/** A desk whose librarian counts along; or its manager, who may also reconcile. */
export async function atACount(role: 'librarian' | 'manager' = 'librarian') {
  const started = await startTestDesk();
  const { desk, host, settle } = started;
  if (role === 'manager') become(host, 'manager');
  desk.open('stocktake');
  const { stocktake } = desk.tasks;
  await stocktake.counts.open({});
  await settle();
  return {
    ...started,
    stocktake,
    count: () => stocktake.counting.counting.getState().counting,
    notice: () => desk.voice.store.getState().notice?.sentence,
  };
}

/** Barcodes of the example library that say something different each when they are counted. */
export const counted = {
  fine: copyBarcode(1),
  alsoFine: copyBarcode(2),
  onLoan: copyBarcode(3),
  inRepair: copyBarcode(5),
  onHoldShelf: copyBarcode(6),
  underWay: copyBarcode(8),
  lost: copyBarcode(9),
  unknown: copyBarcode(77),
};
