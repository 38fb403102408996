import type { Transport, TransportListener } from './transport.ts';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 4000;

/**
 * In a browser the core listens on this machine; a broken line is taken up again, ever less often.
 * `addressOf` is asked for each attempt, because a one-time token is spent by the first that succeeds.
 */
export function webSocketTransport(addressOf: () => string, onOpen: () => void): Transport {
  let socket: WebSocket | undefined;
  let retryMs = FIRST_RETRY_MS;

  function connect(listener: TransportListener): void {
    const next = new WebSocket(addressOf());
    socket = next;
    next.onopen = () => {
      retryMs = FIRST_RETRY_MS;
      onOpen();
      listener.onReady();
    };
    next.onmessage = (event) => listener.onFrame(parseJson(event.data));
    next.onclose = () => {
      listener.onGone();
      setTimeout(() => connect(listener), retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    };
  }

  return {
    open: connect,
    send: (frame) => socket?.send(JSON.stringify(frame)),
  };
}

/** What is no JSON is handed on as nothing, which the client then refuses as it refuses any bad frame. */
function parseJson(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
