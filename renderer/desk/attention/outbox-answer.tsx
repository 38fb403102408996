import type { OutboxRow } from '#shared/contract/desk.ts';
import { text } from '../../text/language.ts';
import { useFormat } from '../desk-context.tsx';
import { decisionWords } from '../returns/return-words.ts';

/** What the server said of a queued observation, and what to do about it. */
export function OutboxAnswer({ row }: { row: OutboxRow }) {
  const format = useFormat();
  if (row.state === 'queued') return <span className="quiet-sentence">{text.attention.waiting}</span>;
  const said = row.problem?.detail ?? (row.answer ? decisionWords(row.answer, format) : '');
  return (
    <span>
      {said && <span className="outbox-said">{said}</span>}
      {row.advice && <span className="outbox-advice">{row.advice}</span>}
    </span>
  );
}
