import { Icon } from '../../parts/icon.tsx';
import { iconOfTone } from '../../parts/tone-icon.ts';
import { text } from '../../text/language.ts';
import { CopyState } from '../catalog/copy-state.tsx';
import { useDesk, useFormat } from '../desk-context.tsx';
import { CheckoutActions } from './checkout-actions.tsx';
import type { CheckoutLine } from './checkout-session.ts';
import { remarksOf, wordsOfLine } from './checkout-words.ts';

type LineProps = { line: CheckoutLine; onOverride(line: CheckoutLine): void };

/** The last scan, large enough to be read from the other side of the desk. */
export function NewestLine({ line, onOverride }: LineProps) {
  const words = useLineWords(line);
  return (
    <article className={`newest tone-${words.tone ?? 'waiting'}`} data-testid="newest-line">
      <Icon name={iconOfTone(words.tone)} size={48} />
      <div className="newest-words">
        <p className="newest-outcome">
          <span className="newest-word">{words.word}</span>
          {words.sentence && <span className="newest-sentence">{words.sentence}</span>}
        </p>
        <p className="newest-title">{titleOf(line)}</p>
        <p className="newest-code">
          <span className="code">{line.code}</span>
          {line.outcome.kind === 'no_member' && line.outcome.copy && <CopyState copy={line.outcome.copy} />}
        </p>
        <Remarks line={line} />
      </div>
      <CheckoutActions line={line} onOverride={onOverride} />
    </article>
  );
}

/** An earlier scan of this session. */
export function CheckoutLineRow({ line, onOverride }: LineProps) {
  const words = useLineWords(line);
  return (
    <li className={`line tone-${words.tone ?? 'waiting'}`}>
      <Icon name={iconOfTone(words.tone)} />
      <div className="line-book">
        <p className="line-title">{titleOf(line)}</p>
        <p className="code">{line.code}</p>
      </div>
      <div className="line-outcome">
        <p className="line-word">{words.word}</p>
        <p className="line-sentence">{words.sentence}</p>
        <Remarks line={line} />
      </div>
      <CheckoutActions line={line} onOverride={onOverride} />
    </li>
  );
}

function useLineWords(line: CheckoutLine) {
  const { surroundings } = useDesk();
  return wordsOfLine(line, useFormat(), surroundings.now());
}

function Remarks({ line }: { line: CheckoutLine }) {
  const remarks = [...remarksOf(line.outcome), ...(line.warning ? [line.warning] : [])];
  if (remarks.length === 0) return null;
  return <p className="line-remarks">{remarks.join(' ')}</p>;
}

function titleOf(line: CheckoutLine): string {
  if (line.title) return line.title;
  return line.subject === 'card' ? text.checkout.words.card : text.checkout.unknownTitle;
}
