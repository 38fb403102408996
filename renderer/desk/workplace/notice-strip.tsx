import { useStore } from 'zustand';
import { Icon } from '../../parts/icon.tsx';
import { iconOfTone } from '../../parts/tone-icon.ts';
import { text } from '../../text/language.ts';
import { useDesk } from '../desk-context.tsx';

/** A sentence that stays until the next one or until somebody puts it away: never a toast. */
export function NoticeStrip() {
  const { voice } = useDesk();
  const notice = useStore(voice.store, (state) => state.notice);
  if (!notice) return null;
  return (
    <section className={`notice tone-${notice.tone}`} aria-label={text.notice.label} data-testid="notice">
      <Icon name={iconOfTone(notice.tone)} />
      <p>{notice.sentence}</p>
      <button type="button" className="button small" onClick={() => voice.dismissNotice()}>
        {text.notice.dismiss}
      </button>
    </section>
  );
}
