import { Field } from '../../parts/field.tsx';
import { text } from '../../text/language.ts';

/** Who sets the desk up, with which server. */
export type Manager = { serverUrl: string; tenant: string; number: string; password: string; otp?: string };
export type ManagerDraft = Pick<Manager, 'serverUrl' | 'tenant' | 'number'>;

type ManagerFieldsProps = { draft: ManagerDraft; onChange(part: Partial<ManagerDraft>): void };

export function ManagerFields({ draft, onChange }: ManagerFieldsProps) {
  const words = text.enrol;
  return (
    <>
      <Field
        label={words.serverUrl}
        hint={words.serverUrlHint}
        type="url"
        value={draft.serverUrl}
        required
        autoFocus
        onChange={(event) => onChange({ serverUrl: event.target.value })}
      />
      <Field
        label={words.tenant}
        hint={words.tenantHint}
        value={draft.tenant}
        autoCapitalize="off"
        spellCheck={false}
        required
        onChange={(event) => onChange({ tenant: event.target.value })}
      />
      <Field
        label={words.number}
        value={draft.number}
        autoComplete="username"
        required
        onChange={(event) => onChange({ number: event.target.value })}
      />
    </>
  );
}
