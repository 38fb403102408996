import { useMemo } from 'react';
import { Icon } from '../../parts/icon.tsx';
import type { IconName } from '../../parts/icon-paths.ts';
import { text } from '../../text/language.ts';
import { countReturns, type ReturnCount, type ReturnLine } from './return-lines.ts';

const shown: readonly (readonly [ReturnCount, IconName])[] = [
  ['shelve', 'shelf'],
  ['hold_shelf', 'hold'],
  ['transit', 'transit'],
  ['maintenance', 'maintenance'],
  ['refer', 'refer'],
  ['queued', 'queued'],
  ['attention', 'attention'],
];

/** How many copies of this list go where; only what there is. */
export function ReturnCounts({ lines }: { lines: readonly ReturnLine[] }) {
  const counts = useMemo(() => countReturns(lines), [lines]);
  return (
    <dl className="counts" aria-label={text.returns.countsLabel}>
      {shown
        .filter(([count]) => counts[count] > 0)
        .map(([count, icon]) => (
          <div key={count} className="count">
            <dt>
              <Icon name={icon} size={16} /> {text.returns.counts[count]}
            </dt>
            <dd>{counts[count]}</dd>
          </div>
        ))}
    </dl>
  );
}
