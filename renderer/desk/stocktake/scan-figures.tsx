import { useStore } from 'zustand';
import type { Counting } from '#shared/contract/bridge/stocktakes.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';

/** How far the count is, how fast, and what only this disk knows of it. */
export function ScanFigures() {
  const { counting } = useDesk().tasks.stocktake;
  const state = useStore(counting.counting, (store) => store.counting);
  const format = useFormat();
  if (!state) return null;
  const { expected, seen, scanned, perMinute, together } = state;
  const words = text.stocktake.scan;
  return (
    <section className="scan-figures" aria-label={words.progress}>
      <p className="scan-count" data-testid="scan-count">
        {format.number(scanned)}
      </p>
      <p className="quiet-sentence">
        {words.counted} · {words.pace(format.number(perMinute))}
      </p>
      <progress max={Math.max(1, expected)} value={Math.min(seen, expected)} aria-label={words.progress} />
      <p>{words.expected(format.number(seen), format.number(expected))}</p>
      <p className="quiet-sentence">{together ? words.together : words.alone}</p>
      <Sending counting={state} />
    </section>
  );
}

function Sending({ counting: { unsent, refused, stocktake } }: { counting: Counting }) {
  const words = text.stocktake.scan;
  return (
    <>
      <p className={`scan-sending ${unsent > 0 ? 'tone-queued' : 'tone-good'}`}>
        <Icon name={unsent > 0 ? 'queued' : 'check'} size={18} /> {unsent > 0 ? words.unsent(unsent) : words.allSent}
      </p>
      {refused.scans > 0 && (
        <p className="form-refusal" role="alert">
          {words.refused(refused.scans, refused.sentence ?? '')}
        </p>
      )}
      {stocktake.state !== 'open' && <p className="form-refusal">{words.closedMeanwhile}</p>}
    </>
  );
}
