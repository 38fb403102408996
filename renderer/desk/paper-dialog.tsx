import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Dialog } from '../parts/dialogs/dialog.tsx';
import type { PrintPage } from '../parts/slips/slip-document.ts';
import { text } from '../text/language.ts';
import { useDesk } from './desk-context.tsx';
import { useHeldScans } from './use-held-scans.ts';

/** What would come out of the printer, on the screen: to be looked at, and printed or not. */
export function PaperDialog() {
  const { printing } = useDesk();
  const { page, turn } = useStore(printing.shown);
  return page && <ShownPaper key={turn} page={page} />;
}

function ShownPaper({ page }: { page: PrintPage }) {
  const { printing } = useDesk();
  const heldScans = useHeldScans();
  return (
    <Dialog title={page.title} onClose={() => printing.putAway()} heldScans={heldScans}>
      <PaperView page={page} />
      <div className="form-buttons">
        <button type="button" className="button" onClick={() => printing.putAway()}>
          {text.slips.putAway}
        </button>
        <button type="button" className="button primary" onClick={() => void printing.printShown()}>
          {text.slips.print}
        </button>
      </div>
    </Dialog>
  );
}

/** In a tree of its own, so that the paper's styles and the screen's leave each other alone. */
function PaperView({ page }: { page: PrintPage }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = ref.current;
    if (!host) return;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(page.style.replaceAll(/^body /gm, ':host '));
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = page.body;
  }, [page]);
  return <div ref={ref} className={`paper paper-${page.paper}`} />;
}
