import { useState } from 'react';
import type { Branch } from '#shared/contract/records.ts';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { ChooseBranch } from './choose-branch.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { Entrance } from './entrance.tsx';
import { type Manager, type ManagerDraft, ManagerFields } from './manager-fields.tsx';

/**
 * A manager sets the desk up, in two steps: who asks which server, then which branch this desk belongs to. Again, with
 * a way back, when the server no longer accepts the desk or it moves.
 */
export function EnrolScreen({ onBack }: { onBack?: () => void }) {
  const { bridge } = useDesk();
  const { suggestedServerUrl, enrolled } = useDeskState();
  const [draft, setDraft] = useState<ManagerDraft>({
    serverUrl: enrolled?.serverUrl ?? suggestedServerUrl ?? '',
    tenant: enrolled?.tenant ?? '',
    number: '',
  });
  const [found, setFound] = useState<{ manager: Manager; branches: Branch[] }>();
  const words = text.enrol;

  if (found) return <ChooseBranch {...found} onBack={() => setFound(undefined)} />;

  async function findBranches(password: string, otp: string | undefined) {
    const { serverUrl, tenant, number } = draft;
    const asked = { serverUrl: serverUrl.trim(), tenant: tenant.trim(), number: number.trim() };
    const manager = { ...asked, password, ...(otp && { otp }) };
    const outcome = await bridge.call('desk.listBranches', manager);
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
        <ManagerFields draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
      </CredentialsForm>
      {onBack && (
        <button type="button" className="button quiet" onClick={onBack}>
          {words.back}
        </button>
      )}
    </Entrance>
  );
}
