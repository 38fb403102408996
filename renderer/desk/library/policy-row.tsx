import { memo, useId } from 'react';
import { useStore } from 'zustand';
import { ItemType, MemberCategory } from '#shared/contract/vocabulary.ts';
import { scopeKey } from '#shared/rules/policy.ts';
import { changedTerms, type PolicyFault, type WantedPolicy } from '#shared/rules/policy-list.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import { type DraftRow, termNames } from './policy-draft.ts';
import { ScopeSelect } from './scope-select.tsx';
import { TermField } from './term-field.tsx';

type PolicyRowProps = {
  row: DraftRow;
  index: number;
  /** As it would be saved; null while it cannot be read. */
  after: WantedPolicy | null;
  faults: PolicyFault[];
};

/** One rule in its fields; below it, what is wrong with it. */
export const PolicyRow = memo(function PolicyRow({ row, index, after, faults }: PolicyRowProps) {
  const { tasks } = useDesk();
  const editor = tasks.library.policies;
  const inForce = useStore(editor.store, (state) => state.inForce);
  const faultsId = useId();
  const before = inForce.find((other) => scopeKey(other) === scopeKey(row));
  const changed = before && after ? changedTerms(before, after) : [];
  const wrong = new Set(faults.map(({ field }) => field));
  return (
    <tbody data-key={row.key} data-new={!before || undefined}>
      <tr>
        <ScopeCells row={row} index={index} describedBy={faults.length > 0 ? faultsId : undefined} />
        {termNames.map((term) => (
          <td key={term} data-changed={changed.includes(term) || undefined}>
            <TermField
              term={term}
              value={row.terms[term] ?? ''}
              label={text.library.policies.cell(text.library.terms[term], index + 1)}
              describedBy={wrong.has(term) ? faultsId : undefined}
              onChange={(value) => editor.change(row.key, { terms: { [term]: value } })}
            />
          </td>
        ))}
        <td>
          <button
            type="button"
            className="button small quiet"
            aria-label={text.library.policies.removeLabel(index + 1)}
            onClick={() => editor.remove(row.key)}
          >
            <Icon name="cross" size={16} />
          </button>
        </td>
      </tr>
      {faults.length > 0 && <FaultsRow id={faultsId} faults={faults} />}
    </tbody>
  );
});

function ScopeCells({ row, index, describedBy }: { row: DraftRow; index: number; describedBy: string | undefined }) {
  const { tasks } = useDesk();
  const editor = tasks.library.policies;
  const branches = useStore(editor.store, (state) => state.branches);
  const { category, itemType, branchId } = row;
  const words = text.library;
  const label = (name: string) => words.policies.cell(name, index + 1);
  const shared = { describedBy };
  return (
    <>
      <ScopeSelect
        {...shared}
        label={label(words.policies.category)}
        any={words.any}
        value={category}
        choices={MemberCategory.options.map((value) => ({ value, label: words.categories[value] }))}
        onChange={(chosen) => editor.change(row.key, { category: chosen })}
      />
      <ScopeSelect
        {...shared}
        label={label(words.policies.itemType)}
        any={words.any}
        value={itemType}
        choices={ItemType.options.map((value) => ({ value, label: words.itemTypes[value] }))}
        onChange={(chosen) => editor.change(row.key, { itemType: chosen })}
      />
      <ScopeSelect
        {...shared}
        label={label(words.policies.branch)}
        any={words.any}
        value={branchId}
        choices={branches.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(chosen) => editor.change(row.key, { branchId: chosen })}
      />
    </>
  );
}

function FaultsRow({ id, faults }: { id: string; faults: PolicyFault[] }) {
  const words = text.library.terms;
  const nameOf = (field: string | null) => termNames.find((term) => term === field);
  return (
    <tr className="policy-faults">
      <td colSpan={termNames.length + 4} id={id}>
        {faults.map(({ field, message }) => {
          const term = nameOf(field);
          return (
            <p key={`${field} ${message}`} className="field-error">
              {term ? `${words[term]}: ${message}` : message}
            </p>
          );
        })}
      </td>
    </tr>
  );
}
