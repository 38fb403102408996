import { useStore } from 'zustand';
import { useDesk } from './desk-context.tsx';

/** Reads outcomes out to those who listen to the screen; a refusal at once, all else after what is being read. */
export function Announcer() {
  const { voice } = useDesk();
  const { sentence, urgent, count } = useStore(voice.store, (state) => state.said);
  // A sentence said twice must change the page to be read twice.
  const spoken = count % 2 === 0 ? sentence : `${sentence}\u00a0`;
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite" data-testid="said">
        {urgent ? '' : spoken}
      </div>
      <div className="visually-hidden" role="alert" aria-live="assertive" data-testid="said-urgently">
        {urgent ? spoken : ''}
      </div>
    </>
  );
}
