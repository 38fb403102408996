import type { Closing, Discrepancy, DiscrepancyKind, StocktakeAction } from '#shared/contract/stocktake.ts';

type Chosen = { kind: DiscrepancyKind; action: StocktakeAction };

/** What a person decided about differences, besides what is proposed: copy by copy, and for all of a kind. */
export type Choices = {
  copies: ReadonlyMap<string, Chosen>;
  kinds: ReadonlyMap<DiscrepancyKind, StocktakeAction>;
};

export const noChoices: Choices = { copies: new Map(), kinds: new Map() };

/** As many as one closing takes by name (contract, Closing). */
export const MOST_CHOSEN = 10_000;

export type Row = Pick<Discrepancy, 'barcode' | 'kind' | 'proposed' | 'actions'>;

/** What will be done with a copy, and whether somebody said so. */
export function actionOf(row: Row, { copies, kinds }: Choices): { action: StocktakeAction; isChosen: boolean } {
  const chosen = copies.get(row.barcode)?.action ?? kinds.get(row.kind);
  // A choice for a kind need not fit each of its copies; one that does not is left as it is proposed.
  if (chosen === undefined || !row.actions.includes(chosen)) return { action: row.proposed, isChosen: false };
  return { action: chosen, isChosen: true };
}

/** Nothing is chosen where that makes more than a closing takes. */
export function withChosen(choices: Choices, rows: readonly Row[], action: StocktakeAction): Choices | null {
  const copies = new Map(choices.copies);
  for (const { barcode, kind, actions } of rows) {
    if (actions.includes(action)) copies.set(barcode, { kind, action });
  }
  return copies.size > MOST_CHOSEN ? null : { ...choices, copies };
}

/** The next of the actions that fit, after the one that stands there, or before it; it goes round. */
export function nextAction(row: Row, choices: Choices, step: 1 | -1): StocktakeAction {
  const at = row.actions.indexOf(actionOf(row, choices).action);
  return row.actions.at((at + step) % row.actions.length) ?? row.proposed;
}

/** For all of a kind, also those that were chosen one by one; null takes every choice about it back. */
export function withKind(choices: Choices, kind: DiscrepancyKind, action: StocktakeAction | null): Choices {
  const copies = new Map([...choices.copies].filter(([, chosen]) => chosen.kind !== kind));
  const kinds = new Map(choices.kinds);
  if (action) kinds.set(kind, action);
  else kinds.delete(kind);
  return { copies, kinds };
}

/** Actions that fit each of the rows. */
export function actionsOfAll(rows: readonly Row[]): StocktakeAction[] {
  const [first, ...others] = rows;
  return (first?.actions ?? []).filter((action) => others.every(({ actions }) => actions.includes(action)));
}

export type KindCount = { kind: DiscrepancyKind; count: number };
/** `action`: null for what is done as proposed, copy by copy. */
export type Plan = { kind: DiscrepancyKind; action: StocktakeAction | null; count: number };

/** What closing will do: how many of each kind, and what with them. */
export function planOf(kinds: readonly KindCount[], choices: Choices, applyProposed: boolean): Plan[] {
  return kinds.flatMap(({ kind, count }) => {
    const named = [...choices.copies.values()].filter((chosen) => chosen.kind === kind);
    const byAction = [...Map.groupBy(named, ({ action }) => action)].map(([action, of]) => ({
      kind,
      action,
      count: of.length,
    }));
    const rest = Math.max(0, count - named.length);
    const forRest = choices.kinds.get(kind) ?? (applyProposed ? null : 'ignore');
    const same = byAction.find(({ action }) => action === forRest);
    if (same) same.count += rest;
    return same || rest === 0 ? byAction : [{ kind, action: forRest, count: rest }, ...byAction];
  });
}

export function closingOf({ copies, kinds }: Choices, applyProposed: boolean): Closing {
  return {
    actions: [...copies].map(([barcode, { action }]) => ({ barcode, action })),
    kinds: [...kinds].map(([kind, action]) => ({ kind, action })),
    applyProposed,
  };
}
