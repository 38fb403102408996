import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import './newest-copy.css';

type NewestCopyProps = {
  /** Its colours, by their class: of a tone, or of a pile. */
  look: string;
  testId: string;
  icon: IconName;
  word: string;
  /** Where it goes, nearly as large as the word. */
  place?: string;
  sentence?: string;
  title: string;
  shelf?: string;
  code: string;
  remarks?: readonly string[];
  /** What may be done about it at once. */
  children?: ReactNode;
};

/** The copy in the hand: what to do with it in letters for the other end of the room, and which copy it is. */
export function NewestCopy({ look, testId, icon, word, place, sentence, remarks = [], ...copy }: NewestCopyProps) {
  return (
    <article className={`newest-copy ${look}`} data-testid={testId}>
      <div className="newest-copy-do">
        <Icon name={icon} size={72} />
        <div>
          <p className="newest-copy-word">{word}</p>
          {place && <p className="newest-copy-place">{place}</p>}
          {sentence && <p className="newest-copy-sentence">{sentence}</p>}
        </div>
      </div>
      <div className="newest-copy-book">
        <div>
          <p className="newest-copy-title">{copy.title}</p>
          {copy.shelf && <p className="newest-copy-shelf">{copy.shelf}</p>}
          <p className="code">{copy.code}</p>
        </div>
        {remarks.length > 0 && (
          <ul className="newest-copy-remarks">
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        )}
        {copy.children}
      </div>
    </article>
  );
}

/** In its place before the first scan. */
export function NewestWanted({ icon, title, hint }: { icon: IconName; title: string; hint?: string }) {
  return (
    <div className="newest-copy wanted">
      <Icon name={icon} size={72} />
      <p className="wanted-title huge">{title}</p>
      {hint && <p className="wanted-hint">{hint}</p>}
    </div>
  );
}
