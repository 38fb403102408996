import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDeskState } from '../desk-context.tsx';

/** What keeps the desk from going on as it should, in the core's words; it goes when the trouble does. */
export function TroubleStrip() {
  const { outbox } = useDeskState();
  if (!outbox.sentence) return null;
  return (
    <section className="notice tone-attention" aria-label={text.notice.trouble} data-testid="trouble">
      <Icon name="attention" />
      <p>{outbox.sentence}</p>
    </section>
  );
}
