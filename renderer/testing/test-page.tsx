import { z } from 'zod';
import { handOver } from '#shared/contract/hand-over.ts';
import { Bridge } from '../bridge/client.ts';
import { messagePortTransport } from '../bridge/message-port.ts';
import type { Desk } from '../desk/desk.ts';
import { mountDesk } from '../desk/mount.tsx';
import { TestHost } from './test-host.ts';

declare global {
  interface Window {
    /** For the tests that drive this page. */
    carrelTest: { host: TestHost; desk: Desk };
  }
}

z.config({ jitless: true });

const host = new TestHost();
const channel = new MessageChannel();
const hear = host.connect((frame) => channel.port2.postMessage(frame));
channel.port2.onmessage = (event) => hear(event.data);

const desk = mountDesk(new Bridge(messagePortTransport(window)), window);
window.carrelTest = { host, desk };
window.postMessage(handOver.portGiven, window.location.origin, [channel.port1]);
