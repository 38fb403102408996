import type { ReadyHold } from '#shared/contract/records.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, useFormat } from '../desk-context.tsx';
import { useBranches } from '../use-branches.ts';
import './holds.css';

type ReadyForMemberProps = { readyHolds: ReadyHold[]; lentCodes: ReadonlySet<string> };

/** What the member at the desk can take with him: fetched by its label and scanned like any other book. */
export function ReadyForMember({ readyHolds, lentCodes }: ReadyForMemberProps) {
  const { surroundings } = useDesk();
  const { enrolled } = useDeskState();
  const format = useFormat();
  const branches = useBranches();
  const waiting = readyHolds.filter(({ barcode }) => !lentCodes.has(barcode));
  const here = waiting.filter(({ pickupBranchId }) => pickupBranchId === enrolled?.branch.id);
  const elsewhere = waiting.filter((hold) => !here.includes(hold));
  // A card that was replaced meanwhile leaves slips of both its numbers.
  const labels = [...new Set(here.map(({ pickupCode }) => pickupCode))].join(', ');
  const words = text.holds.ready;
  if (waiting.length === 0) return null;
  return (
    <section className="ready-holds" aria-label={words.title} data-testid="ready-holds">
      {here.length > 0 && (
        <p className="ready-holds-word tone-attention">
          <Icon name="hold" size={18} /> {words.here(here.length, labels)}
        </p>
      )}
      <ul>
        {here.map((hold) => (
          <li key={hold.id}>
            <span className="cell-title">{hold.title}</span>
            <span className="cell-second">
              {hold.shelfExpiresAt && words.until(format.shortDate(hold.shelfExpiresAt, surroundings.now()))}
            </span>
          </li>
        ))}
        {elsewhere.map((hold) => (
          <li key={hold.id}>
            <span className="cell-title">{hold.title}</span>
            <span className="cell-second">
              {words.elsewhere(branches.get(hold.pickupBranchId)?.name ?? text.returns.otherBranch)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
