import type { Copy } from '#shared/contract/records.ts';
import type { CopyStatus } from '#shared/contract/vocabulary.ts';
import { type CopyMove, moveByHand, movesByHand } from '#shared/rules/copy-state.ts';

type Changeable = Pick<Copy, 'barcode' | 'status' | 'condition' | 'shelf' | 'homeBranchId'>;
/** What a person wants changed; what is undefined stays. */
export type WantedChanges = { [Name in keyof Changeable]?: Changeable[Name] | undefined };

export type ChangeDecision =
  | { kind: 'refused'; facts: { from: CopyStatus; to: CopyStatus; allowed: CopyStatus[] } }
  | { kind: 'unchanged' }
  | { kind: 'change'; wanted: Changeable; move: CopyMove | undefined; changed: Partial<Changeable> };

const names = ['barcode', 'status', 'condition', 'shelf', 'homeBranchId'] as const;

/** Whether a person may change a copy like this, and what is then different. */
export function decideChange(copy: Changeable, wish: WantedChanges): ChangeDecision {
  const wanted: Changeable = {
    barcode: wish.barcode ?? copy.barcode,
    status: wish.status ?? copy.status,
    condition: wish.condition ?? copy.condition,
    shelf: wish.shelf === undefined ? copy.shelf : wish.shelf,
    homeBranchId: wish.homeBranchId ?? copy.homeBranchId,
  };
  const changedNames = names.filter((name) => wanted[name] !== copy[name]);
  if (changedNames.length === 0) return { kind: 'unchanged' };
  const move = moveByHand(copy.status, wanted.status);
  if (wanted.status !== copy.status && !move) {
    return { kind: 'refused', facts: { from: copy.status, to: wanted.status, allowed: movesByHand(copy.status) } };
  }
  return {
    kind: 'change',
    wanted,
    move,
    changed: Object.fromEntries(changedNames.map((name) => [name, wanted[name]])),
  };
}
