import { handOver } from '#shared/contract/hand-over.ts';
import { messagePortTransport } from './message-port.ts';
import type { Transport } from './transport.ts';
import { webSocketTransport } from './web-socket.ts';

/** The transport that fits: a page that came over HTTP talks to a WebSocket, Electron's own page is given a port. */
export function transportOf(window: Window): Transport {
  const { protocol, host } = window.location;
  if (protocol !== 'http:' && protocol !== 'https:') return messagePortTransport(window);
  const scheme = protocol === 'https:' ? 'wss:' : 'ws:';
  const addressOf = () => `${scheme}//${host}${handOver.socketPath}${tokenQuery(window)}`;
  return webSocketTransport(addressOf, () => forgetToken(window));
}

function tokenQuery(window: Window): string {
  const token = new URLSearchParams(window.location.hash.slice(1)).get(handOver.tokenName);
  return token === null ? '' : `?${handOver.tokenName}=${encodeURIComponent(token)}`;
}

/** The token was good for one connection; from now on the cookie speaks, also after a reload. */
function forgetToken(window: Window): void {
  if (window.location.hash === '') return;
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
}
