import { type Placeholders, placeholders } from '#shared/contract/notice-placeholders.ts';
import type { NoticeKind, Wording } from '#shared/contract/notices.ts';
import { Field, LongField } from '../../parts/field.tsx';
import { text } from '../../text/language.ts';
import type { WordingErrors } from './wording-errors.ts';

type WordingFieldsProps = {
  kind: NoticeKind;
  wording: Wording;
  errors: WordingErrors;
  onChange(part: Partial<Wording>): void;
};

/** The four forms that a notice is sent in, and what they may name. */
export function WordingFields({ kind, wording, errors, onChange }: WordingFieldsProps) {
  const words = text.noticeSetup.wordings;
  const of = (name: keyof Wording, maxLength: number) => ({
    label: words[name],
    error: errors[name],
    value: wording[name],
    maxLength,
    required: true,
  });
  return (
    <div className="wording-fields">
      <p className="field-hint">
        {words.placeholders} <span className="code">{namesIn(placeholders[kind]).join(' ')}</span>
      </p>
      <Field {...of('subject', 500)} onChange={(event) => onChange({ subject: event.target.value })} />
      <LongField {...of('text', 10_000)} rows={5} onChange={(event) => onChange({ text: event.target.value })} />
      <LongField {...of('sms', 1000)} rows={2} onChange={(event) => onChange({ sms: event.target.value })} />
      <LongField {...of('html', 40_000)} rows={5} onChange={(event) => onChange({ html: event.target.value })} />
    </div>
  );
}

/** `{{title}}` for a value, `{{#loans}} … {{/loans}}` around what a section may name. */
function namesIn(known: Placeholders): string[] {
  return Object.entries(known).map(([name, inner]) =>
    inner === 'value' ? `{{${name}}}` : `{{#${name}}} ${namesIn(inner).join(' ')} {{/${name}}}`,
  );
}
