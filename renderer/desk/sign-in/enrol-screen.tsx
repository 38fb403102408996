import { useState } from 'react';
import type { Branch } from '#shared/contract/records.ts';
import { Field } from '../../parts/field.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { ChooseBranch } from './choose-branch.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { Entrance } from './entrance.tsx';

export type Manager = { serverUrl: string; tenant: string; number: string; password: string; otp?: string };

/** A manager sets the desk up, in two steps: who asks which server, then which branch this desk belongs to. */
export function EnrolScreen() {
  const desk = useDesk();
  const { suggestedServerUrl } = useDeskState();
  const [serverUrl, setServerUrl] = useState(suggestedServerUrl ?? '');
  const [tenant, setTenant] = useState('');
  const [number, setNumber] = useState('');
  const [found, setFound] = useState<{ manager: Manager; branches: Branch[] }>();
  const words = text.enrol;

  if (found) return <ChooseBranch {...found} onBack={() => setFound(undefined)} />;

  async function findBranches(password: string, otp: string | undefined) {
    const manager = {
      serverUrl: serverUrl.trim(),
      tenant: tenant.trim(),
      number: number.trim(),
      password,
      ...(otp && { otp }),
    };
    const outcome = await desk.bridge.call('desk.listBranches', manager);
    if (outcome.kind === 'done') setFound({ manager, branches: outcome.answer.branches });
    return outcome;
  }

  return (
    <Entrance title={words.title} subtitle={words.intro}>
      <CredentialsForm
        passwordLabel={words.password}
        otpLabel={words.otp}
        submitLabel={words.next}
        busyLabel={words.busy}
        submit={findBranches}
      >
        <Field
          label={words.serverUrl}
          hint={words.serverUrlHint}
          type="url"
          value={serverUrl}
          required
          autoFocus
          onChange={(event) => setServerUrl(event.target.value)}
        />
        <Field
          label={words.tenant}
          hint={words.tenantHint}
          value={tenant}
          autoCapitalize="off"
          spellCheck={false}
          required
          onChange={(event) => setTenant(event.target.value)}
        />
        <Field
          label={words.number}
          value={number}
          autoComplete="username"
          required
          onChange={(event) => setNumber(event.target.value)}
        />
      </CredentialsForm>
    </Entrance>
  );
}
