import { Icon } from '../../parts/icon.tsx';
import { routingSlip } from '../../parts/slips/routing-slip.ts';
import { text } from '../../text/language.ts';
import { useDesk, useFormat } from '../desk-context.tsx';
import { iconOfReturn } from './return-icon.ts';
import type { ReturnLine } from './return-lines.ts';
import { wordsOfReturn } from './return-words.ts';

/** The copy in the hand: what to do with it, in letters for the other end of the room. */
export function NewestReturn({ line }: { line: ReturnLine }) {
  const { printing } = useDesk();
  const format = useFormat();
  const { tone, word, place, remarks } = wordsOfReturn(line, format);
  const slip =
    line.outcome.kind === 'decided' && line.outcome.decision.next !== 'shelve' ? line.outcome.decision.slip : null;
  return (
    <article className={`newest-return tone-${tone ?? 'waiting'}`} data-testid="newest-return">
      <div className="newest-return-do">
        <Icon name={iconOfReturn(line.outcome)} size={72} />
        <div>
          <p className="newest-return-word">{word}</p>
          <p className={line.outcome.kind === 'decided' ? 'newest-return-place' : 'newest-return-sentence'}>{place}</p>
        </div>
      </div>
      <div className="newest-return-book">
        <div>
          <p className="newest-title">{line.title ?? text.checkout.unknownTitle}</p>
          <p className="code">{line.code}</p>
        </div>
        {remarks.length > 0 && (
          <ul className="remarks">
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        )}
        {slip && (
          <button type="button" className="button" onClick={() => void printing.slip(routingSlip(slip, format))}>
            <Icon name="printer" size={18} /> {text.returns.printSlip}
          </button>
        )}
      </div>
    </article>
  );
}
