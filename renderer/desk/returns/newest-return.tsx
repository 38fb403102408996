import { NewestCopy } from '../../parts/newest-copy.tsx';
import { text } from '../../text/language.ts';
import { useFormat } from '../desk-context.tsx';
import { NewestReturnActions } from './newest-return-actions.tsx';
import { iconOfReturn } from './return-icon.ts';
import type { ReturnLine } from './return-lines.ts';
import { lookOfReturn, wordsOfReturn } from './return-words.ts';
import type { ReturnsTask } from './returns-task.ts';

/** The copy that came back last: what to do with it. */
export function NewestReturn({ line, task }: { line: ReturnLine; task: ReturnsTask }) {
  const format = useFormat();
  const { word, place, remarks } = wordsOfReturn(line, format);
  return (
    <NewestCopy
      testId="newest-return"
      look={lookOfReturn(line)}
      icon={iconOfReturn(line.outcome)}
      word={word}
      {...(line.outcome.kind === 'decided' ? { place } : { sentence: place })}
      title={line.title ?? text.checkout.unknownTitle}
      code={line.code}
      remarks={remarks}
    >
      <NewestReturnActions line={line} task={task} />
    </NewestCopy>
  );
}
