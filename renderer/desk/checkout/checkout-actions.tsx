import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { mayOverride } from '../overridable.ts';
import { renewableLoanId } from './checkout-line.ts';
import type { CheckoutLine } from './checkout-session.ts';

/** What may be done about a refusal, by this person: renew what the member has already, take what he owes, or override. */
export function CheckoutActions({ line, onOverride }: { line: CheckoutLine; onOverride(line: CheckoutLine): void }) {
  const { tasks } = useDesk();
  const { session } = useDeskState();
  if (line.outcome.kind !== 'refused' || line.subject !== 'copy' || session.kind !== 'signed_in') return null;
  const { problem } = line.outcome;
  return (
    <div className="line-actions">
      {renewableLoanId(problem) && (
        <button type="button" className="button" onClick={() => void tasks.checkout.renew(line)}>
          {text.checkout.renew}
        </button>
      )}
      {problem.code === 'BALANCE_OVER_LIMIT' && session.person.permissions.includes('accounts.pay') && (
        <button type="button" className="button" onClick={() => tasks.account.open({ kind: 'payment' })}>
          {text.account.pay}
        </button>
      )}
      {mayOverride(problem, session.person.permissions) && (
        <button type="button" className="button" onClick={() => onOverride(line)}>
          {text.override.open}
        </button>
      )}
    </div>
  );
}
