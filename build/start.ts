// `npm start`: a whole demo library on this machine, from the database to a desk that is enrolled and open.
//   npm start -- --browser    opens the desk in the browser even where Electron would run
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readConfig } from '../sync-server/config.ts';
import { freePort } from '../sync-server/db/free-port.ts';
import { bundleDeskIfChanged } from './bundle.ts';
import { startDemoDatabase } from './demo/demo-database.ts';
import { type DemoLibrary, ensureDemoLibrary } from './demo/ensure-demo-library.ts';
import { DemoIsOpen, takeDemoFolder } from './demo/one-demo.ts';
import { openDesk } from './desk-process.ts';
import { progressBar } from './machine/progress-bar.ts';
import { startServerProcess } from './server-process.ts';

const say = (sentence: string) => console.log(sentence);

/** Its own folder beside the real server's data: a library in earnest never meets the demo. */
const folder = process.env.CARREL_DATA || join(readConfig({}).CARREL_DATA, 'demo');

/** What is to be stopped at the end, the last begun first. */
const begun: (() => Promise<void>)[] = [];
const leaving = new AbortController();

async function stop(exitCode: number): Promise<void> {
  if (leaving.signal.aborted) return;
  leaving.abort();
  for (const stopOne of begun.reverse()) await stopOne();
  process.exit(exitCode);
}

/** Noted before it is there: a Ctrl-C in between waits for it, and stops it. */
function begin<Thing extends { stop: () => Promise<void> }>(starting: Promise<Thing>): Promise<Thing> {
  const stopIt = (thing: Thing) => thing.stop();
  const nothingToStop = () => {};
  begun.push(() => starting.then(stopIt, nothingToStop));
  return starting;
}

async function start(): Promise<void> {
  takeDemoFolder(folder);
  say(`Everything of the demo lies in ${folder}; delete it to begin anew.`);
  const [demo] = await Promise.all([startLibrary(), bundleDeskIfChanged(say)]);
  if (leaving.signal.aborted) return;
  const desk = await begin(
    openDesk({
      environment: { CARREL_DEMO: writeDeskFile(demo), CARREL_DESK_DATA: join(folder, 'desk'), PORT: '0' },
      logFile: join(folder, 'desk.log'),
      inBrowser: process.argv.includes('--browser'),
      say,
    }),
  );
  introduce(demo);
  await desk.closed;
  if (!leaving.signal.aborted) say('The desk was closed.');
}

/** Database, server and demo library, in that order, each said aloud. */
async function startLibrary(): Promise<DemoLibrary & { ownerUrl: string }> {
  const database = await begin(startDemoDatabase(folder, say));
  say('Starting the server …');
  const operatorKey = randomBytes(24).toString('hex');
  const port = await freePort(8787);
  const server = await begin(
    startServerProcess({
      environment: {
        LOG_LEVEL: process.env.LOG_LEVEL || 'info',
        DATABASE_URL: database.url,
        PORT: String(port),
        CARREL_OPERATOR_KEY: operatorKey,
      },
      logFile: join(folder, 'server.log'),
      signal: leaving.signal,
    }),
  );
  void server.ended.then(() => {
    if (leaving.signal.aborted) return;
    say('The server has stopped by itself; the desk goes on offline. Press Ctrl-C and start again.');
  });
  const place = { serverUrl: server.url, ownerUrl: database.url, operatorKey, folder };
  const demo = await ensureDemoLibrary({ ...place, progress: progressBar(process.stdout) });
  database.keep();
  return { ...demo, ownerUrl: database.url };
}

/** What the desk needs to be enrolled without hands; its key is in it, so nobody else may read it. */
function writeDeskFile(demo: DemoLibrary): string {
  const file = join(folder, 'demo-desk.json');
  const { serverUrl, tenant, branchId, deskId, deskName, deskKey, sheetSvgPath } = demo;
  writeFileSync(file, JSON.stringify({ serverUrl, tenant, branchId, deskId, deskName, deskKey, sheetSvgPath }), {
    mode: 0o600,
  });
  return file;
}

function introduce(demo: DemoLibrary & { ownerUrl: string }): void {
  const people = demo.credentials.map(({ role, number, password }) => `${role.padEnd(10)} ${number}  ${password}`);
  say(`
${demo.tenantName} is open, and this is its desk “${demo.deskName}” in ${demo.branchName}.

  Sign in as   ${people.join('\n               ')}
  Library      ${demo.tenant}  (its short name, to set up another desk and to sign in through the API)
  To scan      ${pathToFileURL(demo.sheetSvgPath)}  (print it, or scan it from the screen)
  Server       ${demo.serverUrl}  (its API is described at ${demo.serverUrl}/docs)
  Database     ${demo.ownerUrl}
  To stop      Ctrl-C, or close the desk
`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
try {
  await start();
  await stop(0);
} catch (error) {
  // What is stopped while it starts fails: that is no news.
  if (!leaving.signal.aborted) {
    console.error(error instanceof Error ? error.message : error);
    if (!(error instanceof DemoIsOpen))
      console.error(`If it fails again and again, delete ${folder} to begin anew with an empty demo.`);
  }
  await stop(1);
}
