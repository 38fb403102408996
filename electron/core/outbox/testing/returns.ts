import type { ReturnAnswer } from '#shared/contract/api/loans.ts';
import type { NewObservation } from '#shared/contract/desk.ts';
import type { Answered } from '../../server/answered.ts';
import { deskProblem } from '../../server/answered.ts';

export const branchId = '0199a8e0-0000-7000-8000-00000000000b';

export const returnOf = (barcode: string): NewObservation => ({ kind: 'return', order: { barcode, branchId } });
export const receiptOf = (barcode: string): NewObservation => ({
  kind: 'transfer_receipt',
  order: { barcode, branchId },
});

export function answerFor(barcode: string, changes: Partial<ReturnAnswer> = {}): ReturnAnswer {
  return {
    outcome: 'returned',
    next: 'shelve',
    alreadyReturned: false,
    barcode,
    title: 'Kind of Blue',
    shelf: 'CD JAZZ',
    destination: null,
    slip: {
      kind: 'return',
      title: 'Kind of Blue',
      barcode,
      destination: null,
      pickupCode: null,
      printedAt: '2026-11-22T09:00:00.000Z',
    },
    ...changes,
  };
}

export const done = (barcode: string, changes: Partial<ReturnAnswer> = {}): Answered<ReturnAnswer> => ({
  kind: 'done',
  answer: answerFor(barcode, changes),
});

export const refused = (code: string, status: number, retryAfterMs: number | null = null): Answered<ReturnAnswer> => ({
  kind: 'refused',
  problem: deskProblem(code, status, `${code} in words.`),
  retryAfterMs,
});

export const noLine: Answered<ReturnAnswer> = { kind: 'unreachable', mayHaveBeenDone: true, sentence: 'No line.' };
