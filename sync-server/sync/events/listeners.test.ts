import { once } from 'node:events';
import { expect, it } from 'vitest';
import { EventStream } from './event-stream.ts';
import { Listeners } from './listeners.ts';

const desk = { tenantId: 'riverbend', branchId: 'main', credentialId: 'desk-1' };

async function hangUp(stream: EventStream): Promise<void> {
  stream.bytes.destroy();
  await once(stream.bytes, 'close');
}

it('still knows by what somebody came in when a line is gone at last that was sent away long before', async () => {
  const listeners = new Listeners();
  const listen = () => {
    const stream = new EventStream();
    listeners.add(desk, stream);
    return stream;
  };
  const [sentAway, ...others] = Array.from({ length: 9 }, listen);
  await Promise.all(others.map(hangUp));
  const present = listen();
  if (sentAway) await hangUp(sentAway);
  expect(listeners.credentials()).toEqual(new Map([['riverbend', ['desk-1']]]));
  listeners.end(new Set(['desk-1']));
  present.bytes.resume();
  await once(present.bytes, 'end');
});
