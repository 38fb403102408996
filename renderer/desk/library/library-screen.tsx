import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { ViewButtons } from '../../parts/view-buttons.tsx';
import { text } from '../../text/language.ts';
import { useDesk, usePermission } from '../desk-context.tsx';
import { NoticesPanel } from '../notices/notices-panel.tsx';
import { CalendarPanel } from './calendar-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { PoliciesPanel } from './policies-panel.tsx';
import './library.css';
import './calendar.css';

const panels = { policies: PoliciesPanel, calendar: CalendarPanel, notices: NoticesPanel, history: HistoryPanel };
type Part = keyof typeof panels;

/** The library's rules and its branches' calendars, for admins; for managers their branch's calendar. */
export function LibraryScreen() {
  const { tasks } = useDesk();
  const { phase, sentence } = useStore(tasks.library.policies.store);
  const mayWriteRules = usePermission('policies.write');
  const mayReadNotices = usePermission('notices.read');
  const parts: Part[] = [
    ...(mayWriteRules ? (['policies'] as const) : []),
    'calendar',
    ...(mayReadNotices ? (['notices'] as const) : []),
    ...(mayWriteRules ? (['history'] as const) : []),
  ];
  const [chosen, setChosen] = useState<Part>();
  const part = chosen ?? parts[0] ?? 'calendar';
  const Panel = panels[part];

  useEffect(() => {
    // What was begun and not saved is still there when somebody comes back.
    if (tasks.library.policies.store.getState().phase !== 'ready') void tasks.library.policies.load();
  }, [tasks]);

  if (phase === 'idle' || phase === 'loading') return <p className="table-sentence">{text.library.loading}</p>;
  if (phase === 'failed') return <NotRead sentence={sentence} onAgain={() => void tasks.library.policies.load()} />;
  return (
    <div className="library">
      {parts.length > 1 && (
        <ViewButtons
          legend={text.library.parts.label}
          value={part}
          choices={parts.map((value) => ({ value, label: text.library.parts[value] }))}
          onChange={(name) => setChosen(name)}
        />
      )}
      <Panel />
    </div>
  );
}

function NotRead({ sentence, onAgain }: { sentence: string; onAgain(): void }) {
  return (
    <div className="library-not-read" role="alert">
      <p>{sentence}</p>
      <button type="button" className="button" onClick={onAgain}>
        {text.library.again}
      </button>
    </div>
  );
}
