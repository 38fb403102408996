import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { Key } from '../../parts/key.tsx';
import { NewestCopy } from '../../parts/newest-copy.tsx';
import { RowButton } from '../../parts/row-button.tsx';
import { iconOfTone } from '../../parts/tone-icon.ts';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';
import type { PackLine } from './pack-lines.ts';
import { maySendAnyway, wordsOfPacking } from './pack-words.ts';

type LineProps = { line: PackLine };

/** The copy in the hand: is it in the box, and if not, why. */
export function NewestPacked({ line }: LineProps) {
  const { tone, word, sentence } = usePackWords(line);
  return (
    <NewestCopy
      testId="newest-packed"
      look={`tone-${tone ?? 'waiting'}`}
      icon={iconOfTone(tone)}
      word={word}
      sentence={sentence}
      title={line.title ?? text.checkout.unknownTitle}
      code={line.code}
    >
      <LineActions line={line} withKey />
    </NewestCopy>
  );
}

/** An earlier scan into this box. */
export function PackedRow({ line }: LineProps) {
  const { tone, word, sentence } = usePackWords(line);
  return (
    <li className={`line packed-row tone-${tone ?? 'waiting'}`}>
      <Icon name={iconOfTone(tone)} />
      <div className="line-outcome">
        <p className="line-word">{word}</p>
        <p className="line-sentence">{sentence}</p>
      </div>
      <div className="line-book">
        <p className="line-title">{line.title ?? text.checkout.unknownTitle}</p>
        <p className="code">{line.code}</p>
      </div>
      <div className="line-actions">
        <LineActions line={line} />
      </div>
    </li>
  );
}

function LineActions({ line, withKey = false }: LineProps & { withKey?: boolean }) {
  const { packing } = useDesk().tasks.transfers;
  if (maySendAnyway(line)) {
    return (
      <button type="button" className="button" onClick={() => void packing.sendAnyway(line)}>
        {text.boxes.sendAnyway} {withKey && <Key name={text.boxes.sendAnywayKey} />}
      </button>
    );
  }
  if (line.outcome.kind !== 'packed') return null;
  return (
    <RowButton label={text.boxes.takeOutLabel(line.title ?? line.code)} onPress={() => void packing.takeOut(line)}>
      {text.boxes.takeOut}
    </RowButton>
  );
}

function usePackWords(line: PackLine) {
  const branches = useStore(useDesk().tasks.transfers.store, (state) => state.branches);
  return wordsOfPacking(line, branches);
}
