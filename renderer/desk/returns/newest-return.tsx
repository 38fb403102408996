import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useFormat } from '../desk-context.tsx';
import { NewestReturnActions } from './newest-return-actions.tsx';
import { iconOfReturn } from './return-icon.ts';
import type { ReturnLine } from './return-lines.ts';
import { lookOfReturn, wordsOfReturn } from './return-words.ts';
import type { ReturnsTask } from './returns-task.ts';

/** The copy in the hand: what to do with it, in letters for the other end of the room. */
export function NewestReturn({ line, task }: { line: ReturnLine; task: ReturnsTask }) {
  const format = useFormat();
  const { word, place, remarks } = wordsOfReturn(line, format);
  return (
    <article className={`newest-return ${lookOfReturn(line)}`} data-testid="newest-return">
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
        <NewestReturnActions line={line} task={task} />
      </div>
    </article>
  );
}
