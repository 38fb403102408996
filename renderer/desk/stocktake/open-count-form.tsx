import { useState } from 'react';
import { ItemType } from '#shared/contract/vocabulary.ts';
import { Field } from '../../parts/field.tsx';
import { FormRefusal, useSubmission } from '../../parts/form.tsx';
import { LabelledSelect } from '../../parts/labelled-select.tsx';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

type Draft = { shelfFrom: string; shelfTo: string; collection: string; itemType: ItemType | '' };
const wholeBranch: Draft = { shelfFrom: '', shelfTo: '', collection: '', itemType: '' };

/** What is to be counted; left empty, all of the branch. */
export function OpenCountForm() {
  const { counts } = useDesk().tasks.stocktake;
  const [draft, setDraft] = useState(wholeBranch);
  const words = text.stocktake.open;
  const form = useSubmission(() => counts.open(scopeOf(draft)));
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const itemTypes = [
    { value: '' as const, label: words.anyItemType },
    ...ItemType.options.map((value) => ({ value, label: text.library.itemTypes[value] })),
  ];
  return (
    <form className="open-count" onSubmit={form.submit}>
      <h2>{words.title}</h2>
      <p className="quiet-sentence">{words.intro}</p>
      <div className="open-count-range">
        <ScopeField name="shelfFrom" draft={draft} onChange={change} />
        <ScopeField name="shelfTo" draft={draft} onChange={change} />
      </div>
      <ScopeField name="collection" draft={draft} onChange={change} />
      <LabelledSelect
        label={words.itemType}
        value={draft.itemType}
        choices={itemTypes}
        onChange={(itemType) => change({ itemType })}
      />
      <FormRefusal sentence={form.sentence} />
      <button type="submit" className="button primary" disabled={form.isBusy}>
        {form.isBusy ? words.busy : words.submit}
      </button>
    </form>
  );
}

type ScopeFieldProps = {
  name: 'shelfFrom' | 'shelfTo' | 'collection';
  draft: Draft;
  onChange(changes: Partial<Draft>): void;
};

function ScopeField({ name, draft, onChange }: ScopeFieldProps) {
  const words = text.stocktake.open;
  return (
    <Field
      label={words[name]}
      hint={words[`${name}Hint`]}
      value={draft[name]}
      maxLength={200}
      autoComplete="off"
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
}

/** Only what was filled in narrows the count. */
function scopeOf({ shelfFrom, shelfTo, collection, itemType }: Draft) {
  return {
    ...(shelfFrom.trim() && { shelfFrom: shelfFrom.trim() }),
    ...(shelfTo.trim() && { shelfTo: shelfTo.trim() }),
    ...(collection.trim() && { collection: collection.trim() }),
    ...(itemType && { itemType }),
  };
}
