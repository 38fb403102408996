import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Discrepancy } from '#shared/contract/stocktake.ts';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import type { Format } from '../../text/format.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';

/** What is known behind a row: how the copy is recorded, who saw it where, and who may have it. */
export function DifferenceFacts() {
  const { differences } = useDesk().tasks.stocktake;
  const { open, names } = useStore(differences.store);
  const format = useFormat();
  const words = text.stocktake.facts;
  return (
    <ScrollRegion className="panel difference-facts" label={words.label}>
      {open ? (
        <>
          <h3>{open.copy?.book.title ?? text.stocktake.scan.unknownTitle}</h3>
          <dl>
            <Fact name={words.barcode}>
              <span className="code">{open.barcode}</span>
            </Fact>
            <CopyFacts row={open} format={format} />
            <SeenFacts row={open} format={format} names={names} />
          </dl>
        </>
      ) : (
        <p className="quiet-sentence">{words.choose}</p>
      )}
    </ScrollRegion>
  );
}

type FactsProps = { row: Discrepancy; format: Format };

function CopyFacts({ row: { copy, loan }, format }: FactsProps) {
  const words = text.stocktake.facts;
  if (!copy) return null;
  return (
    <>
      <Fact name={words.status}>{text.catalog.statuses[copy.status]}</Fact>
      <Fact name={words.recordedOn}>{copy.shelf ?? text.stocktake.scan.noShelf}</Fact>
      <Fact name={words.moved}>{format.dateTime(copy.movedAt)}</Fact>
      <Fact name={words.loan}>
        {loan ? words.loanWords(format.day(loan.checkedOutAt), format.day(loan.dueAt)) : words.noLoan}
      </Fact>
    </>
  );
}

function SeenFacts({ row: { seen }, format, names }: FactsProps & { names: ReadonlyMap<string, string> }) {
  const words = text.stocktake.facts;
  if (!seen) return <Fact name={words.seen}>{words.notSeen}</Fact>;
  const person = seen.staffId && names.get(seen.staffId);
  const desk = seen.deskId && names.get(seen.deskId);
  return (
    <>
      <Fact name={words.seen}>{format.dateTime(seen.at)}</Fact>
      {seen.shelf && <Fact name={words.seenOn}>{seen.shelf}</Fact>}
      {(person || desk) && (
        <Fact name={words.by}>{person ? [person, desk].filter(Boolean).join(' · ') : words.byDesk(desk ?? '')}</Fact>
      )}
      {seen.late && <Fact name={text.stocktake.report.late}>{words.late}</Fact>}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
