import { memo } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useFormat } from '../desk-context.tsx';
import type { ScanLine } from './scan-lines.ts';
import { shelfOf, titleOf, wordsOfScan } from './scan-words.ts';

/** An earlier scan. Drawn again only when its own line changes. */
export const ScanRow = memo(function ScanRow({ line }: { line: ScanLine }) {
  const format = useFormat();
  const { word, sentence, icon, look } = wordsOfScan(line);
  return (
    <li className={`line scan-row ${look}`}>
      <Icon name={icon} />
      <div>
        <p className="line-title">{titleOf(line) ?? text.stocktake.scan.unknownTitle}</p>
        <p className="code">{[line.code, shelfOf(line)].filter(Boolean).join(' · ')}</p>
      </div>
      <div>
        <p className="line-word">{word}</p>
        <p className="line-remarks">{sentence}</p>
      </div>
      <time className="line-time" dateTime={line.at}>
        {format.time(line.at)}
      </time>
    </li>
  );
});
