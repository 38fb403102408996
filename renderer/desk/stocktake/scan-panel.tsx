import { memo } from 'react';
import { useStore } from 'zustand';
import { NewestWanted } from '../../parts/newest-copy.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { FileDrop } from './file-drop.tsx';
import { NewestScan } from './newest-scan.tsx';
import { ScanFigures } from './scan-figures.tsx';
import { ScanRow } from './scan-row.tsx';
import { ShelfField } from './shelf-field.tsx';

/** The copy in the hand in large letters, those before it, and how far the count is. Each part is drawn by itself. */
export function ScanPanel() {
  const { counting } = useDesk().tasks.stocktake;
  const hasScans = useStore(counting.lines, ({ newest }) => newest !== null);
  return (
    <div className="scan-panel">
      <div className="scan-main">
        {hasScans ? <NewestScan /> : <ShelvesWanted />}
        {hasScans && <EarlierScans />}
      </div>
      <aside className="scan-side">
        <ScanFigures />
        <ShelfField />
        <FileDrop />
      </aside>
    </div>
  );
}

const EarlierScans = memo(function EarlierScans() {
  const { counting } = useDesk().tasks.stocktake;
  const earlier = useStore(counting.lines, (lines) => lines.earlier);
  const total = useStore(counting.counting, (state) => state.counting?.scanned ?? 0);
  const format = useFormat();
  const words = text.stocktake.scan;
  const shown = earlier.length + 1;
  return (
    <div className="scan-earlier">
      <ScrollRegion className="panel lines-region" label={words.linesLabel}>
        <ol>
          {earlier.map((line) => (
            <ScanRow key={line.id} line={line} />
          ))}
        </ol>
      </ScrollRegion>
      {total > shown && <p className="quiet-sentence">{words.shown(format.number(shown), format.number(total))}</p>}
    </div>
  );
});

function ShelvesWanted() {
  return <NewestWanted icon="stocktake" title={text.stocktake.scan.emptyTitle} hint={text.stocktake.scan.emptyHint} />;
}
