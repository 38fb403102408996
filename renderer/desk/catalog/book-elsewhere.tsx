import { text } from '../../text/language.ts';
import { useDeskState, useFormat } from '../desk-context.tsx';
import { useBranches } from '../use-branches.ts';
import type { Elsewhere } from './catalog-task.ts';

/** What the other branches have: live, or what the server last said and when. */
export function BookElsewhere({ elsewhere }: { elsewhere: Elsewhere | null }) {
  const { enrolled } = useDeskState();
  const branches = useBranches();
  const words = text.catalog;
  const others = elsewhere?.availability?.branches.filter(({ branchId }) => branchId !== enrolled?.branch.id) ?? [];
  return (
    <section>
      <h3>
        {words.elsewhereTitle} <ElsewhereAge elsewhere={elsewhere} />
      </h3>
      {elsewhere && !elsewhere.availability && <p className="quiet-sentence">{words.elsewhereUnknown}</p>}
      {elsewhere?.availability && others.length === 0 && <p className="quiet-sentence">{words.elsewhereNone}</p>}
      <ul className="elsewhere">
        {others.map(({ branchId, code, available, total }) => (
          <li key={branchId}>
            <span>{branches.get(branchId)?.name ?? code}</span>
            <span>{words.elsewhereCount(available, total)}</span>
          </li>
        ))}
      </ul>
      {elsewhere?.availability && elsewhere.availability.waiting > 0 && (
        <p className="quiet-sentence">{words.waiting(elsewhere.availability.waiting)}</p>
      )}
    </section>
  );
}

function ElsewhereAge({ elsewhere }: { elsewhere: Elsewhere | null }) {
  const format = useFormat();
  if (!elsewhere?.availability) return null;
  if (elsewhere.live) return <span className="age">{text.catalog.elsewhereLive}</span>;
  if (!elsewhere.saidAt) return null;
  return <span className="age">{text.catalog.elsewhereAsOf(format.dateTime(elsewhere.saidAt))}</span>;
}
