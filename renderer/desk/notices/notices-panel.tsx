import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Tabs } from '../../parts/tabs.tsx';
import { text } from '../../text/language.ts';
import { useDesk, usePermission } from '../desk-context.tsx';
import { NoticeList } from './notice-list.tsx';
import { NoticeSettingsForm } from './notice-settings-form.tsx';
import { WordingsPanel } from './wordings-panel.tsx';
import './notices.css';

const parts = ['told', 'settings', 'wordings'] as const;
type Part = (typeof parts)[number];

/** What members were told; for those who may change it also when they are, and in which words. */
export function NoticesPanel() {
  const mayConfigure = usePermission('notices.configure');
  const [part, setPart] = useState<Part>('told');
  const words = text.noticeSetup;
  if (!mayConfigure) return <NoticeList />;
  return (
    <Tabs
      label={words.partsLabel}
      className="notice-parts"
      names={parts}
      shown={part}
      titles={words.parts}
      onShow={(next) => setPart(next)}
    >
      {part === 'told' ? <NoticeList /> : <Setup part={part} />}
    </Tabs>
  );
}

function Setup({ part }: { part: Exclude<Part, 'told'> }) {
  const { noticeSetup } = useDesk().tasks;
  const { phase, sentence, settings, wordings } = useStore(noticeSetup.store);
  useEffect(() => void noticeSetup.load(), [noticeSetup]);
  if (phase === 'failed') return <p className="form-refusal">{sentence}</p>;
  if (!settings) return <p className="table-sentence">{text.noticeSetup.loading}</p>;
  return part === 'settings' ? <NoticeSettingsForm settings={settings} /> : <WordingsPanel wordings={wordings} />;
}
