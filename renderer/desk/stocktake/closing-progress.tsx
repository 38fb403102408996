import { useStore } from 'zustand';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { isUnderWay } from './closing-task.ts';

/** How far the server is with what was chosen: shown until all of it is done. */
export function ClosingProgress({ id }: { id: string }) {
  const { closing } = useDesk().tasks.stocktake;
  const stocktake = useStore(closing.store, (state) => state.stocktake);
  const format = useFormat();
  const words = text.stocktake.close;
  if (stocktake?.id !== id || !isUnderWay(stocktake) || !stocktake.closing) return null;
  const { chosen, done, skipped } = stocktake.closing;
  return (
    <section className="closing-progress tone-queued" aria-label={words.progressLabel}>
      <p role="status">
        {words.busy} {words.progress(format.number(done + skipped), format.number(chosen))}
      </p>
      <progress max={Math.max(1, chosen)} value={done + skipped} aria-label={words.progressLabel} />
      <p className="quiet-sentence">{words.goesOn}</p>
    </section>
  );
}
