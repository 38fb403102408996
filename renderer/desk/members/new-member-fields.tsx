import { Choice, Field } from '../../parts/field.tsx';
import { text } from '../../text/language.ts';
import type { DraftErrors, MemberDraft } from './new-member-form.ts';

const categories = ['adult', 'student', 'senior', 'staff'] as const;

type NewMemberFieldsProps = { draft: MemberDraft; errors: DraftErrors; onChange(part: Partial<MemberDraft>): void };

/** The card, the name and the category; below them what may be left out. */
export function NewMemberFields({ draft, errors, onChange }: NewMemberFieldsProps) {
  const words = text.newMember;
  return (
    <>
      <Field
        label={words.number}
        hint={words.numberHint}
        error={errors.number}
        value={draft.number}
        required
        autoFocus
        onChange={(event) => onChange({ number: event.target.value })}
      />
      <Field
        label={words.name}
        error={errors.name}
        value={draft.name}
        required
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <Choice
        legend={words.category}
        value={draft.category}
        choices={categories.map((value) => ({ value, label: text.member.categories[value] }))}
        onChange={(category) => onChange({ category })}
      />
      <ContactFields draft={draft} errors={errors} onChange={onChange} />
    </>
  );
}

function ContactFields({ draft, errors, onChange }: NewMemberFieldsProps) {
  const words = text.newMember;
  return (
    <div className="new-member-contact">
      <Field
        label={`${words.email} (${words.optional})`}
        error={errors.email}
        type="email"
        value={draft.email}
        onChange={(event) => onChange({ email: event.target.value })}
      />
      <Field
        label={`${words.phone} (${words.optional})`}
        error={errors.phone}
        type="tel"
        value={draft.phone}
        onChange={(event) => onChange({ phone: event.target.value })}
      />
      <Field
        label={`${words.expiresOn} (${words.optional})`}
        hint={words.expiresOnHint}
        error={errors.expiresOn}
        value={draft.expiresOn}
        onChange={(event) => onChange({ expiresOn: event.target.value })}
      />
    </div>
  );
}
