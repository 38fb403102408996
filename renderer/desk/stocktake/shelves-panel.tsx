import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ShelfProgress } from '#shared/contract/stocktake.ts';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';

/** The shelves in the order in which they stand, with what of them has been seen. */
export function ShelvesPanel() {
  const { counting } = useDesk().tasks.stocktake;
  const { shelves, together } = useStore(counting.progress);
  useEffect(() => void counting.readShelves(), [counting]);
  const words = text.stocktake.shelves;
  if (shelves.length === 0) return <p className="table-sentence">{words.none}</p>;
  return (
    <ScrollRegion className="panel table-scroller shelves-panel" label={words.label}>
      <table className="table">
        <caption className="visually-hidden">{words.label}</caption>
        <thead>
          <tr>
            <th scope="col">{words.section}</th>
            <th scope="col" className="column-bar">
              {together ? text.stocktake.scan.together : text.stocktake.scan.alone}
            </th>
            <th scope="col">{words.seen}</th>
            <th scope="col">{words.left}</th>
            <th scope="col">{words.gone}</th>
          </tr>
        </thead>
        <tbody>
          {shelves.map((shelf) => (
            <ShelfRow key={shelf.section} shelf={shelf} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function ShelfRow({ shelf: { section, expected, seen, gone } }: { shelf: ShelfProgress }) {
  const format = useFormat();
  const name = section || text.stocktake.shelves.noSection;
  const isDone = seen + gone >= expected;
  return (
    <tr className={isDone ? 'tone-good' : 'tone-plain'}>
      <th scope="row">{name}</th>
      <td>
        <progress max={Math.max(1, expected)} value={Math.min(expected, seen + gone)} aria-label={name} />
      </td>
      <td>{text.stocktake.scan.expected(format.number(seen), format.number(expected))}</td>
      <td>{format.number(Math.max(0, expected - seen - gone))}</td>
      <td>{format.number(gone)}</td>
    </tr>
  );
}
