// A desk's outbox in a process of its own, for tests that kill it. Arguments: folder, and a server's address or "none".
// It records returns as fast as it can and says the key of each on stdout once the disk has it.
import { join } from 'node:path';
import { systemClock } from '../../clock.ts';
import { createServerClient } from '../../server/client.ts';
import { asDesk } from '../../server/request.ts';
import { Outbox } from '../outbox.ts';
import { sendObservation } from '../send-observation.ts';
import { Sender } from '../sender.ts';
import { returnOf } from './returns.ts';

const [folder = '', serverUrl = 'none'] = process.argv.slice(2);
const outbox = new Outbox({ file: join(folder, 'outbox.sqlite'), now: systemClock.now });

if (serverUrl !== 'none') sendTo(serverUrl);
recordForEver();

function recordForEver(): void {
  const recorded = outbox.record(returnOf(`B${Math.floor(Math.random() * 50)}`), new Date(), null);
  if (recorded.kind === 'kept') process.stdout.write(`${recorded.row.id}\n`);
  setTimeout(recordForEver, Math.random() * 4);
}

function sendTo(address: string): void {
  const client = createServerClient(address);
  const sender = new Sender({
    outbox,
    clock: { ...systemClock, after: (ms, task) => systemClock.after(ms / 50, task) },
    random: Math.random,
    onTrouble: () => {},
    send: (row) => sendObservation(client, asDesk('key'), row),
  });
  setInterval(() => sender.kick(), 10);
}
