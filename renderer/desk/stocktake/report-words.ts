import type { DiscrepancyKind, Finding, StocktakeAction } from '#shared/contract/stocktake.ts';
import { text } from '../../text/language.ts';

export const kindWords = (kind: DiscrepancyKind | null): string =>
  kind ? text.stocktake.differences.kinds[kind] : text.stocktake.report.noKind;

export const actionWords = (action: StocktakeAction | null): string =>
  action ? text.stocktake.actions[action] : text.stocktake.report.noAction;

/** What else is to be known of a finding: why it was left alone, and what is still to be done with the copy. */
export function resultWords({ state, sentence, next, seenOn }: Finding): string {
  const words = text.stocktake.report;
  const remarks = [
    state === 'done' ? '' : words.states[state],
    sentence,
    next && words.stillTo[next],
    seenOn && text.stocktake.scan.readOn(seenOn),
  ];
  return remarks.filter(Boolean).join(' · ');
}
