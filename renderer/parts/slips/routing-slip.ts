import type { ReturnAnswer } from '#shared/contract/api/loans.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import type { SlipDocument } from './slip-document.ts';

/** What goes into the book — hold slip, transfer slip: where it must go, in letters that are read from a trolley. */
export function routingSlip(slip: ReturnAnswer['slip'], format: Format): SlipDocument {
  const huge = slip.pickupCode ?? slip.destination;
  return {
    title: text.slips.routing[slip.kind],
    lines: [
      { kind: 'heading', text: text.slips.routing[slip.kind] },
      ...(huge ? [{ kind: 'huge', text: huge } as const] : []),
      { kind: 'rule' },
      { kind: 'text', text: slip.title },
      { kind: 'text', text: slip.barcode },
      // On a line of its own: beside the barcode it would break that in two on 80 mm paper.
      { kind: 'small', text: format.dateTime(slip.printedAt) },
    ],
  };
}
