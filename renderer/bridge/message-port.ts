import { handOver } from '#shared/contract/hand-over.ts';
import type { Transport, TransportListener } from './transport.ts';

/** In Electron the preload hands a port over; again, with a new one, when the core was started anew. */
export function messagePortTransport(window: Window): Transport {
  let port: MessagePort | undefined;

  function takePort(next: MessagePort, listener: TransportListener): void {
    if (port) {
      port.close();
      listener.onGone();
    }
    port = next;
    next.onmessage = (event) => listener.onFrame(event.data);
    // The port closes when the process behind it ends; TypeScript's DOM types do not know this event yet.
    next.addEventListener('close', () => {
      if (port === next) listener.onGone();
    });
    listener.onReady();
  }

  return {
    open(listener) {
      window.addEventListener('message', (event) => {
        const [next] = event.ports;
        // Only this window itself may hand over a port: the preload posts from inside it.
        if (event.source !== window || event.data !== handOver.portGiven || !next) return;
        takePort(next, listener);
      });
    },
    send: (frame) => port?.postMessage(frame),
  };
}
