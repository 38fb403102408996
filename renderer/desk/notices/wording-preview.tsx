import type { FilledWording } from '#shared/contract/api/notices.ts';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import { text } from '../../text/language.ts';

/** Or why there is none. */
export type Preview = { filled: FilledWording } | { sentence: string };

type WordingPreviewProps = { preview: Preview; language: string };

/** What a member would read. HTML is shown as it is written: what a mail program makes of it, only that program knows. */
export function WordingPreview({ preview, language }: WordingPreviewProps) {
  const words = text.noticeSetup.wordings;
  return (
    <ScrollRegion className="wording-preview" label={words.preview}>
      <h3>{words.preview}</h3>
      {'filled' in preview ? (
        <div lang={language}>
          <article className="panel notice-letter">
            <h4>{preview.filled.subject}</h4>
            <p>{preview.filled.text}</p>
          </article>
          <article className="panel notice-letter">
            <h4 lang={text.language}>{words.sms}</h4>
            <p>{preview.filled.sms}</p>
          </article>
          <article className="panel notice-letter">
            <h4 lang={text.language}>{words.html}</h4>
            <p className="code">{preview.filled.html}</p>
          </article>
        </div>
      ) : (
        <p className="quiet-sentence">{preview.sentence}</p>
      )}
    </ScrollRegion>
  );
}
