// A server's workers alone, to be killed: node worker-process.ts <the server's database url>
import { openDatabase } from '../../db/database.ts';
import { startWorkers } from '../../jobs/workers.ts';

const [url = ''] = process.argv.slice(2);
await startWorkers({ database: openDatabase({ url, max: 4 }), now: () => new Date(), log: console });
