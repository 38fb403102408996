import type { PolicyScope } from '#shared/rules/policy.ts';
import { changedTerms, type WantedPolicy } from '#shared/rules/policy-list.ts';
import type { PolicyNames } from '#shared/rules/policy-words.ts';
import { text } from '../../text/language.ts';
import { scopeName, valueInWords } from './library-names.ts';
import { termNames } from './policy-draft.ts';

type SomePolicy = Partial<WantedPolicy>;
export type Difference = {
  added: readonly SomePolicy[];
  removed: readonly SomePolicy[];
  changed: readonly { before: SomePolicy; after: SomePolicy }[];
};

/** What became, or would become, of the rules: row by row, term by term. */
export function DifferenceList({ difference, names }: { difference: Difference; names: PolicyNames }) {
  const { added, removed, changed } = difference;
  const words = text.library.difference;
  return (
    <ul className="difference">
      {changed.map(({ before, after }) => (
        <Item key={`changed ${keyOf(after)}`} word={words.changed} row={after} names={names}>
          {termsBetween(before, after, names)}
        </Item>
      ))}
      {added.map((row) => (
        <Item key={`added ${keyOf(row)}`} word={words.added} row={row} names={names}>
          {[
            termNames.map((term) => `${text.library.terms[term]}: ${valueInWords(term, row[term], names)}`).join(' · '),
          ]}
        </Item>
      ))}
      {removed.map((row) => (
        <Item key={`removed ${keyOf(row)}`} word={words.removed} row={row} names={names}>
          {[]}
        </Item>
      ))}
    </ul>
  );
}

const keyOf = ({ category, itemType, branchId }: Partial<PolicyScope>) => `${category}/${itemType}/${branchId}`;

function termsBetween(before: SomePolicy, after: SomePolicy, names: PolicyNames): string[] {
  const changed = changedTerms(before, after);
  return termNames
    .filter((term) => changed.includes(term))
    .map((term) =>
      text.library.difference.term(
        text.library.terms[term],
        valueInWords(term, before[term], names),
        valueInWords(term, after[term], names),
      ),
    );
}

type ItemProps = { word: string; row: SomePolicy; names: PolicyNames; children: string[] };

function Item({ word, row, names, children }: ItemProps) {
  return (
    <li>
      <span className="difference-word">{word}</span>
      <div>
        <strong>{scopeName(row, names)}</strong>
        <ul>
          {children.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    </li>
  );
}
