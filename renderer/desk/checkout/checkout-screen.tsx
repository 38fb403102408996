import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { Wanted } from '../../parts/wanted.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { OverrideDialog } from '../override-dialog.tsx';
import { CheckoutEmpty } from './checkout-empty.tsx';
import { CheckoutLineRow, NewestLine } from './checkout-lines.tsx';
import type { CheckoutLine } from './checkout-session.ts';
import { MemberPanel } from './member-panel.tsx';
import './checkout.css';

/** Scan a card, then books: each scan a line that stays; the next card, or Esc, ends the session. */
export function CheckoutScreen() {
  const desk = useDesk();
  const state = useStore(desk.tasks.checkout.store);
  const [overridingId, setOverridingId] = useState<string | null>(null);
  // Looked up in the present session: a line of a member who is gone is not overridden for the next one.
  const overriding = state.lines.find(({ id }) => id === overridingId);
  const setOverriding = (line: CheckoutLine) => setOverridingId(line.id);
  useFinishKey();
  const [newest, ...earlier] = state.lines;

  if (!state.member && !newest) return <CheckoutEmpty state={state} />;

  return (
    <div className="checkout">
      {state.member ? <MemberPanel member={state.member} lines={state.lines} /> : <CardWanted />}
      <section className="checkout-lines" aria-label={text.checkout.linesLabel}>
        {newest ? <NewestLine line={newest} onOverride={setOverriding} /> : <BooksWanted />}
        {earlier.length > 0 && (
          <ScrollRegion className="panel lines-region" label={text.checkout.earlierLabel}>
            <ol>
              {earlier.map((line) => (
                <CheckoutLineRow key={line.id} line={line} onOverride={setOverriding} />
              ))}
            </ol>
          </ScrollRegion>
        )}
      </section>
      {overriding?.outcome.kind === 'refused' && (
        <OverrideDialog
          purpose="lend"
          refusal={overriding.outcome}
          subject={overriding.title ?? overriding.code}
          onOverride={(override) => desk.tasks.checkout.override(overriding, override)}
          onClose={() => setOverridingId(null)}
        />
      )}
    </div>
  );
}

function BooksWanted() {
  return <Wanted icon="barcode" title={text.checkout.scanBooks} hint={text.checkout.scanBooksHint} />;
}

function CardWanted() {
  return (
    <aside className="panel member-panel member-none">
      <Icon name="card" size={56} />
      <p className="wanted-title">{text.checkout.emptyTitle}</p>
      <p className="wanted-hint">{text.checkout.emptyHint}</p>
    </aside>
  );
}

/** Esc finishes, unless a dialog takes it. */
function useFinishKey(): void {
  const desk = useDesk();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) desk.finishCheckout();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [desk]);
}
