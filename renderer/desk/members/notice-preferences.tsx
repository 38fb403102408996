import { useState } from 'react';
import type { NoticePreferences } from '#shared/contract/notices.ts';
import type { MemberStanding } from '#shared/contract/records.ts';
import { answerOf, whyNot } from '../../bridge/answer.ts';
import { text } from '../../text/language.ts';
import { useDesk, usePermission } from '../desk-context.tsx';
import { NoticePreferencesDialog } from './notice-preferences-dialog.tsx';

/** Asks the server how the member wants to be told, and opens the dialog in which that is changed. */
export function NoticePreferencesButton({ member }: { member: MemberStanding }) {
  const { bridge, voice } = useDesk();
  const [preferences, setPreferences] = useState<NoticePreferences | null>(null);
  const mayPrefer = usePermission('notices.prefer');
  if (!mayPrefer) return null;
  const open = async () => {
    const outcome = await answerOf(bridge.call('notices.preferences', { memberId: member.id }));
    if (outcome.kind === 'done') setPreferences(outcome.answer);
    else voice.notice('refusal', whyNot(outcome));
  };
  return (
    <>
      <button type="button" className="button small" onClick={() => void open()}>
        {text.noticeSetup.preferences.open}
      </button>
      {preferences && (
        <NoticePreferencesDialog member={member} preferences={preferences} onClose={() => setPreferences(null)} />
      )}
    </>
  );
}
