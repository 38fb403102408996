import pg from 'pg';

/** A database that does not even answer is not waited for longer. */
const patienceMs = 10_000;

/** Why a database cannot be used, in the words of whoever refused; undefined when it can. Nothing in it is a password. */
export async function whyUnreachable(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs });
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return reasonOf(error);
  } finally {
    await client.end().catch(() => {}); // it was never open
  }
}

/** Node tries each address of a name, and gathers what came of it in an error without words of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join('; ');
  return error instanceof Error ? error.message : String(error);
}
