import type { KeyboardEvent, Ref } from 'react';
import { useStore } from 'zustand';
import type { PolicyFault } from '#shared/rules/policy-list.ts';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { termNames } from './policy-draft.ts';
import { PolicyRow } from './policy-row.tsx';

/** The rules, edited in place: a row for what it is for, a column for every term of the contract. */
export function PolicyTable({ ref }: { ref: Ref<HTMLTableElement> }) {
  const { tasks } = useDesk();
  const { draft, read } = useStore(tasks.library.policies.store);
  const words = text.library;
  const ofList = read.faults.filter((fault) => fault.row === null);
  return (
    <>
      <ScrollRegion label={words.policies.table} className="panel policy-scroll">
        <table ref={ref} className="policy-table" onKeyDown={moveBetweenRows}>
          <caption className="visually-hidden">{words.policies.table}</caption>
          <thead>
            <tr>
              <th scope="col" className="policy-scope">
                {words.policies.category}
              </th>
              <th scope="col" className="policy-scope">
                {words.policies.itemType}
              </th>
              <th scope="col" className="policy-scope">
                {words.policies.branch}
              </th>
              {termNames.map((term) => (
                <th key={term} scope="col">
                  {words.terms[term]}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          {draft.map((row, index) => (
            <PolicyRow
              key={row.key}
              row={row}
              index={index}
              after={read.rows[index] ?? null}
              faults={faultsOf(read.faults, index)}
            />
          ))}
        </table>
      </ScrollRegion>
      <div role="alert">
        {ofList.map(({ message }) => (
          <p key={message} className="form-refusal">
            {message}
          </p>
        ))}
      </div>
    </>
  );
}

const noFaults: PolicyFault[] = [];

/** The same empty list for every row that is right, so that only the others are drawn again. */
function faultsOf(faults: readonly PolicyFault[], index: number): PolicyFault[] {
  const own = faults.filter((fault) => fault.row === index);
  return own.length > 0 ? own : noFaults;
}

/** Up, down and Enter go to the same column of the row above or below; a list of choices keeps its own keys. */
function moveBetweenRows(event: KeyboardEvent<HTMLTableElement>): void {
  const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
  const { target } = event;
  if (!step || !(target instanceof HTMLInputElement)) return;
  const { column } = target.dataset;
  const fields = [...event.currentTarget.querySelectorAll<HTMLInputElement>(`input[data-column="${column}"]`)];
  const next = fields[fields.indexOf(target) + step];
  event.preventDefault();
  next?.focus();
  next?.select();
}
