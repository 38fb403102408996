import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import type { CheckoutState } from './checkout-session.ts';

/** Nobody is at the desk: what to do next, and how the last session ended. */
export function CheckoutEmpty({ state }: { state: CheckoutState }) {
  const { ended, askingCard, chosen } = state;
  return (
    <div className="wanted wanted-page">
      <Icon name="card" size={88} />
      <p className="wanted-title huge">{askingCard ? text.checkout.askingCard : text.checkout.emptyTitle}</p>
      <p className="wanted-hint">{askingCard ? '' : text.checkout.emptyHint}</p>
      {chosen && !askingCard && <p className="wanted-ended">{text.checkout.chosen(chosen.title, chosen.barcode)}</p>}
      {ended && !chosen && !askingCard && (
        <p className="wanted-ended" data-testid="session-ended">
          {text.checkout.ended[ended.reason](ended.lent)}
          {ended.unanswered > 0 && ` ${text.checkout.endedUnanswered(ended.unanswered)}`}
        </p>
      )}
    </div>
  );
}
