import { z } from 'zod';
import { handOver } from '#shared/contract/hand-over.ts';
import { Bridge } from '../bridge/client.ts';
import { messagePortTransport } from '../bridge/message-port.ts';
import type { Desk } from '../desk/desk.ts';
import { mountDesk } from '../desk/mount.tsx';
import { become, leaveSomethingToAttend, lendToFirstMember, sendThingsAbout } from './situations.ts';
import { TestHost } from './test-host.ts';

declare global {
  interface Window {
    /** For the tests that drive this page from outside. */
    carrelTest: {
      host: TestHost;
      desk: Desk;
      become(situation: Parameters<typeof become>[1]): void;
      lendToFirstMember(): Promise<void>;
      leaveSomethingToAttend(): Promise<void>;
      sendThingsAbout(): void;
    };
  }
}

z.config({ jitless: true });

const host = new TestHost();
const channel = new MessageChannel();
const hear = host.connect((frame) => channel.port2.postMessage(frame));
channel.port2.onmessage = (event) => hear(event.data);

const desk = mountDesk(new Bridge(messagePortTransport(window)), window);
window.carrelTest = {
  host,
  desk,
  become: (situation) => become(host, situation),
  lendToFirstMember: () => lendToFirstMember(host),
  leaveSomethingToAttend: () => leaveSomethingToAttend(host),
  sendThingsAbout: () => sendThingsAbout(host),
};
window.postMessage(handOver.portGiven, window.location.origin, [channel.port1]);
