import { answerOf } from '../../bridge/answer.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../text/language.ts';
import { useDesk, useDeskState, useFormat } from '../desk-context.tsx';
import { Section } from './section.tsx';

/** What this desk is, and its copy of the catalogue. */
export function ThisDesk() {
  const state = useDeskState();
  const words = text.settings.desk;
  const { enrolled } = state;
  const facts: [string, string][] = [
    [words.name, enrolled?.deskName ?? ''],
    [words.branch, enrolled ? `${enrolled.branch.name} (${enrolled.branch.code})` : ''],
    [words.library, enrolled?.tenant ?? ''],
    [words.server, enrolled?.serverUrl ?? ''],
    [words.version, `${text.productName} ${state.version}, ${words.runsIn} ${words.modes[state.mode]}`],
    [words.catalog, useHoldings()],
  ];
  return (
    <Section title={words.title}>
      <dl className="desk-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Notices notices={state.notices ?? []} />
      <Refetch />
    </Section>
  );
}

function useHoldings(): string {
  const { cache } = useDeskState();
  const { number } = useFormat();
  if (cache.kind === 'ready') return text.status.holdings(number(cache.books), number(cache.copies));
  return cache.kind === 'empty' ? text.status.empty : text.status.loading(number(cache.done), number(cache.total));
}

function Refetch() {
  const { bridge, voice } = useDesk();
  async function refetch(): Promise<void> {
    const answer = await answerOf(bridge.call('sync.refetch', {}));
    if ('kind' in answer) voice.notice('refusal', String(answer.sentence));
    else voice.notice('good', text.settings.desk.refetching);
  }
  return (
    <>
      <button type="button" className="button small" onClick={() => void refetch()}>
        <Icon name="renew" size={16} /> {text.settings.desk.refetch}
      </button>
      <p className="quiet-sentence">{text.settings.desk.refetchHint}</p>
    </>
  );
}

function Notices({ notices }: { notices: readonly string[] }) {
  if (notices.length === 0) return null;
  return (
    <div className="desk-notices">
      <h3>{text.settings.desk.notices}</h3>
      <ul>
        {notices.map((notice) => (
          <li key={notice} className="strip tone-attention">
            <Icon name="attention" /> {notice}
          </li>
        ))}
      </ul>
    </div>
  );
}
