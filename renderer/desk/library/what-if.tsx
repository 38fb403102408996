import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';
import { dueAt } from '#shared/rules/due-date.ts';
import { rankPolicies } from '#shared/rules/policy.ts';
import type { WantedPolicy } from '#shared/rules/policy-list.ts';
import { policyInWords, whyHere } from '#shared/rules/policy-words.ts';
import { LabelledSelect } from '../../parts/labelled-select.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { calendarOf } from './calendar-editor.ts';
import { dueThere } from './due-there.ts';
import { namesOf, scopeName } from './library-names.ts';

const firstGuess = { category: 'adult', itemType: 'regular' } as const;

/** A loan to try the table with: which row is in force, why, and when it would be due. The rules are the server's own. */
export function WhatIf() {
  const { tasks } = useDesk();
  const { enrolled } = useDeskState();
  const { branches, read } = useStore(tasks.library.policies.store);
  const [category, setCategory] = useState<MemberCategory>(firstGuess.category);
  const [itemType, setItemType] = useState<ItemType>(firstGuess.itemType);
  const [branchId, setBranchId] = useState(enrolled?.branch.id ?? branches[0]?.id ?? '');
  const words = text.library;
  useEffect(() => {
    const branch = branches.find(({ id }) => id === branchId);
    if (branch) void tasks.library.calendar.open(branch);
  }, [tasks, branches, branchId]);

  const ranked = rankPolicies(
    read.rows.filter((row) => row !== null),
    { category, itemType, branchId },
  );
  return (
    <section className="panel what-if" aria-labelledby="what-if-title">
      <div className="what-if-title">
        <h2 id="what-if-title">{words.whatIf.title}</h2>
        <p className="quiet-sentence">{words.whatIf.intro}</p>
      </div>
      <div className="what-if-question">
        <LabelledSelect
          label={words.policies.category}
          value={category}
          choices={MemberCategory.options.map((value) => ({ value, label: words.categories[value] }))}
          onChange={setCategory}
        />
        <LabelledSelect
          label={words.policies.itemType}
          value={itemType}
          choices={ItemType.options.map((value) => ({ value, label: words.itemTypes[value] }))}
          onChange={setItemType}
        />
        <LabelledSelect
          label={words.policies.branch}
          value={branchId}
          choices={branches.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setBranchId}
        />
      </div>
      <Answer ranked={ranked} />
    </section>
  );
}

function Answer({ ranked }: { ranked: WantedPolicy[] }) {
  const { tasks } = useDesk();
  const { currency } = useDeskState();
  const { branches } = useStore(tasks.library.policies.store);
  const names = namesOf(branches, currency);
  const words = text.library.whatIf;
  const [wonBy] = ranked;
  if (!wonBy) return <p className="what-if-answer">{words.none}</p>;
  return (
    <div className="what-if-answer" role="status" data-testid="what-if">
      <p className="what-if-due">{wonBy.lendable ? <Due loanDays={wonBy.loanDays} /> : words.notLent}</p>
      <p>{policyInWords(wonBy, names)}</p>
      <h3>{words.order}</h3>
      <ol className="what-if-order">
        {ranked.map((row, index) => (
          <li key={`${row.category}/${row.itemType}/${row.branchId}`}>
            <strong>{scopeName(row, names)}</strong>
            <span>{whyHere(row, ranked[index - 1])}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Only with the branch's closed days can it be said; else why they are not there. */
function Due({ loanDays }: { loanDays: number }) {
  const { tasks, surroundings } = useDesk();
  const { branch, closures, phase, sentence } = useStore(tasks.library.calendar.store);
  if (!branch || phase !== 'ready') return phase === 'failed' ? sentence : text.library.loading;
  const now = surroundings.now();
  return text.library.whatIf.dueAt(dueThere(branch, dueAt(now, loanDays, calendarOf(branch, closures)), now));
}
