import { ConfigError, readConfig } from '../sync-server/config.ts';
import { startEmbeddedPostgres } from '../sync-server/db/embedded.ts';

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

/**
 * Works, as its owner, on the database that a server with this environment would take: `DATABASE_URL`, else the embedded
 * one, which must be there. What goes wrong is said behind `failed`, and the process ends with 2.
 */
export async function withOwnersDatabase(failed: string, work: (ownerUrl: string) => Promise<void>): Promise<void> {
  try {
    const { DATABASE_URL, CARREL_DATA: folder } = readConfig(process.env);
    if (DATABASE_URL) return await work(DATABASE_URL);
    const embedded = await startEmbeddedPostgres({ folder, say, mustExist: true });
    await work(embedded.url).finally(() => embedded.stop());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(error instanceof ConfigError ? reason : `${failed}: ${reason}`);
    process.exitCode = 2;
  }
}
