import type pg from 'pg';
import { doneAtDesks } from './queries.ts';
import type { Run } from './verify.ts';

/** What was claimed at desks, against the audit: done means done, once; refused or offline means that nothing was. */
export async function claimFindings({ busy, desks, takenBack, isDoubled }: Run, owner: pg.Pool): Promise<string[]> {
  const { tenantId, staff } = busy.library;
  const { rows } = await owner.query<{ id: string; about: string }>(doneAtDesks, [tenantId, staff.admin.id]);
  const done = Map.groupBy(rows, ({ about }) => about);
  const claims = desks.flatMap((desk) => desk.claims);
  const isStillTrue = (at: number) => !takenBack || at < takenBack.from || at > takenBack.until;
  const told = Map.groupBy(claims, ({ about }) => about);
  return [...new Set([...done.keys(), ...told.keys()])].flatMap((about) => {
    const events = done.get(about) ?? [];
    const ofIt = told.get(about) ?? [];
    const were = ofIt.filter(({ outcome }) => outcome === 'done');
    const mayBe = ofIt.filter(({ outcome }) => outcome === 'unknown' || (isDoubled && outcome === 'not_done'));
    const lost = were
      .filter(({ id, at }) => isStillTrue(at) && !events.some((event) => event.id === id))
      .map(({ id }) => `A desk said that it did “${about}” (${id}), and there is nothing of it.`);
    const tooMany = events.length > were.length + mayBe.length;
    const says = `${were.length} times done, ${mayBe.length} times that it may be`;
    return tooMany ? [...lost, `“${about}” was done ${events.length} times; desks said ${says}.`] : lost;
  });
}
