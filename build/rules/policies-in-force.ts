import { openDatabase } from '../../sync-server/db/database.ts';
import { serverUrl } from '../../sync-server/db/roles.ts';
import { sql } from '../../sync-server/db/sql.ts';
import { reading } from '../../sync-server/db/transaction.ts';
import { asJob } from '../../sync-server/db/tx-context.ts';
import { readPolicies, seeds } from '../../sync-server/policies/service.ts';
import { librariesNamed } from '../check-library/libraries.ts';
import type { PoliciesInForce } from './markdown.ts';

/** What a library begins with. */
export const ofANewLibrary: PoliciesInForce = {
  of: 'a new library',
  rows: seeds,
  currency: 'USD',
  branchName: (id) => id,
};

const branchNames = sql<{ id: string; name: string }>(
  'rules.branches',
  'select id, name from branches where tenant_id = $1',
);
const currencyOf = sql<{ currency: string }>('rules.currency', 'select currency from tenants where id = $1');

/** The policies of a library as they are now. @throws Error where there is none of that short name */
export async function policiesOf(ownerUrl: string, slug: string): Promise<PoliciesInForce> {
  const [library] = await librariesNamed(ownerUrl, [slug]);
  if (!library) throw new Error(`there is no library called ${slug}.`);
  const database = openDatabase({ url: serverUrl(ownerUrl), max: 1, name: 'carrel-rules' });
  const context = asJob(library.id, 'rules');
  try {
    return await reading(database, context, async (tx) => {
      const [rows, branches, [tenant]] = await Promise.all([
        readPolicies(tx),
        tx.query(branchNames, [library.id]),
        tx.query(currencyOf, [library.id]),
      ]);
      const names = new Map(branches.map(({ id, name }) => [id, name]));
      return { of: slug, rows, currency: tenant?.currency ?? 'USD', branchName: (id) => names.get(id) ?? id };
    });
  } finally {
    await database.close();
  }
}
