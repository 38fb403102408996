import { useState } from 'react';
import type { MemberStanding } from '#shared/contract/records.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { usePermission } from '../desk-context.tsx';
import { ReplaceCardDialog } from './replace-card-dialog.tsx';

/** Opens the dialog in which a member gets a new card. */
export function ReplaceCard({ member }: { member: MemberStanding }) {
  const [isOpen, setIsOpen] = useState(false);
  const mayReplace = usePermission('members.write');
  if (!mayReplace) return null;
  return (
    <>
      <button type="button" className="button small" onClick={() => setIsOpen(true)}>
        <Icon name="card" size={16} /> {text.replaceCard.open}
      </button>
      {isOpen && <ReplaceCardDialog member={member} onClose={() => setIsOpen(false)} />}
    </>
  );
}
