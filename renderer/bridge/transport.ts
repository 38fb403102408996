import type { ClientFrame } from '#shared/contract/bridge/frames.ts';

/** What a transport tells the client. A frame is unknown until the client has parsed it. */
export type TransportListener = {
  onReady(): void;
  onFrame(frame: unknown): void;
  /** The core went away; the transport goes on trying and says `onReady` when it is back. */
  onGone(): void;
};

/** A line to the core: a MessagePort in Electron, a WebSocket in a browser. `send` is called only while ready. */
export type Transport = {
  open(listener: TransportListener): void;
  send(frame: ClientFrame): void;
};
