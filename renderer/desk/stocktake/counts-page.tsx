import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, usePermission } from '../desk-context.tsx';
import { AccuracyPanel } from './accuracy-panel.tsx';
import { CountRow } from './count-row.tsx';
import { OpenCountForm } from './open-count-form.tsx';

/** The counts of this branch; managers open one, and see how the counts got better. */
export function CountsPage() {
  const { stocktake } = useDesk().tasks;
  const { connection } = useDeskState();
  const mayManage = usePermission('stocktakes.manage');
  const isOffline = connection.kind === 'offline';

  // Whoever comes back, or whose line comes back, sees what is true now.
  useEffect(() => {
    if (isOffline) return;
    void stocktake.counts.read();
    if (mayManage) void stocktake.accuracy.read();
  }, [stocktake, isOffline, mayManage]);

  return (
    <div className="counts-page" data-alone={!mayManage || undefined}>
      <div className="counts-list">
        <h2>{text.stocktake.counts.title}</h2>
        {isOffline ? <Offline /> : <Counts />}
        {mayManage && !isOffline && <AccuracyPanel />}
      </div>
      {mayManage && !isOffline && <OpenCountForm />}
    </div>
  );
}

function Counts() {
  const { counts } = useDesk().tasks.stocktake;
  const { phase, counts: rows, sentence } = useStore(counts.store);
  const words = text.stocktake.counts;
  if (phase === 'failed') return <p className="form-refusal">{sentence}</p>;
  if (rows.length === 0) return <p className="table-sentence">{phase === 'ready' ? words.none : words.loading}</p>;
  return (
    <>
      {!rows.some(({ state }) => state === 'open') && <p className="quiet-sentence">{words.noneToJoin}</p>}
      <ScrollRegion className="panel lines-region" label={words.title}>
        <ul>
          {rows.map((count) => (
            <CountRow key={count.id} count={count} />
          ))}
        </ul>
      </ScrollRegion>
    </>
  );
}

function Offline() {
  return (
    <p className="strip tone-attention">
      <Icon name="offline" size={18} /> {text.stocktake.offline}
    </p>
  );
}
