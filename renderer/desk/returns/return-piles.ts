import type { NextStep } from '#shared/contract/vocabulary.ts';
import type { IconName } from '../../parts/icon-paths.ts';
import type { ReturnPile } from '../../parts/slips/return-list.ts';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import { iconOfReturn } from './return-icon.ts';
import type { ReturnLine } from './return-lines.ts';
import { wordsOfReturn } from './return-words.ts';

type PileKind = NextStep | 'queued' | 'attention';

/** Copies that go to the same place. */
export type Pile = ReturnPile & { kind: PileKind; icon: IconName };

/** As the piles lie on the table. */
const order: readonly PileKind[] = ['shelve', 'hold_shelf', 'transit', 'maintenance', 'refer', 'queued', 'attention'];

/** The list by where its copies go; each branch that books travel to is a pile of its own. */
export function pilesOf(lines: readonly ReturnLine[], format: Format): Pile[] {
  const piles = new Map<string, Pile>();
  // The first that was scanned lies at the bottom, and stands first on the list.
  for (const line of lines.toReversed()) {
    const kind = kindOfPile(line);
    if (!kind) continue;
    const word = wordOfPile(line, kind);
    const pile = piles.get(word) ?? { kind, word, icon: iconOfReturn(line.outcome), copies: [] };
    const { place } = wordsOfReturn(line, format);
    const copy = { title: line.title ?? text.checkout.unknownTitle, barcode: line.code, place };
    piles.set(word, { ...pile, copies: [...pile.copies, copy] });
  }
  const rank = ({ kind }: Pile) => order.indexOf(kind);
  return [...piles.values()].sort((a, b) => rank(a) - rank(b) || a.word.localeCompare(b.word));
}

function kindOfPile({ outcome }: ReturnLine): PileKind | null {
  if (outcome.kind === 'asking') return null;
  if (outcome.kind === 'decided') return outcome.decision.next;
  return outcome.kind === 'queued' ? 'queued' : 'attention';
}

function wordOfPile({ outcome }: ReturnLine, kind: PileKind): string {
  if (outcome.kind !== 'decided' || kind !== 'transit') return text.returns.piles[kind];
  return text.returns.sendTo(outcome.decision.destination?.name ?? text.returns.otherBranch);
}
