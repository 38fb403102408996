import { memo } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useFormat } from '../desk-context.tsx';
import { iconOfReturn } from './return-icon.ts';
import type { ReturnLine } from './return-lines.ts';
import { lookOfReturn, wordsOfReturn } from './return-words.ts';

/** An earlier return. Drawn again only when its own line changes: hundreds of them stand below each other. */
export const ReturnRow = memo(function ReturnRow({ line }: { line: ReturnLine }) {
  const format = useFormat();
  const { word, place, remarks } = wordsOfReturn(line, format);
  return (
    <li className={`line return-row ${lookOfReturn(line)}`}>
      <Icon name={iconOfReturn(line.outcome)} />
      <div className="line-outcome">
        <p className="line-word">{word}</p>
        <p className="line-sentence">{place}</p>
      </div>
      <div className="line-book">
        <p className="line-title">{line.title ?? text.checkout.unknownTitle}</p>
        <p className="code">{line.code}</p>
      </div>
      <p className="line-remarks">{remarks.join(' ')}</p>
      <time className="line-time" dateTime={line.at}>
        {format.time(line.at)}
      </time>
    </li>
  );
});
