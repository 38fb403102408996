/**
 * All that passes between a window's preload and the main process. Everything else goes over the port that the
 * second of these hands over, to the core and past the main process.
 */
export const ipc = {
  /** The window's page has run its scripts and listens for a port. */
  portWanted: 'carrel:port-wanted',
  /** Carries one MessagePort and nothing else. */
  portGiven: 'carrel:port-given',
} as const;
