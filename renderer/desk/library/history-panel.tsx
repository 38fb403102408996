import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { PolicyVersion } from '#shared/contract/api/policies.ts';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, useFormat } from '../desk-context.tsx';
import { DifferenceList } from './difference-list.tsx';
import { namesOf } from './library-names.ts';

/** How the rules were changed, newest first, out of the server's audit. */
export function HistoryPanel() {
  const { tasks } = useDesk();
  const { phase, sentence, versions, cursor } = useStore(tasks.library.history);
  const words = text.library.history;
  useEffect(() => void tasks.library.readHistory(), [tasks]);
  return (
    <section className="panel history" aria-labelledby="history-title">
      <h2 id="history-title">{words.title}</h2>
      {phase === 'failed' && <p className="form-refusal">{sentence}</p>}
      {phase === 'ready' && versions.length === 0 && <p className="quiet-sentence">{words.none}</p>}
      <ol className="history-list">
        {versions.map((version) => (
          <Version key={version.version} version={version} />
        ))}
      </ol>
      {cursor && (
        <button type="button" className="button" onClick={() => void tasks.library.readHistory(true)}>
          {words.more}
        </button>
      )}
    </section>
  );
}

function Version({ version }: { version: PolicyVersion }) {
  const { tasks } = useDesk();
  const { currency } = useDeskState();
  const format = useFormat();
  const { branches } = useStore(tasks.library.policies.store);
  const words = text.library.history;
  return (
    <li>
      <h3>{words.version(version.version)}</h3>
      <p className="quiet-sentence">{words.by(version.actor.name ?? words.machine, format.dateTime(version.at))}</p>
      <DifferenceList difference={version} names={namesOf(branches, currency)} />
    </li>
  );
}
