/**
 * A log that cannot be written, as on a disk that is full, is no reason to end. Node ends a process on an error of
 * stdout or stderr that nobody listens to (nodejs.org/api/events.html, "Error events").
 */
export function goOnWithFullLog(): void {
  for (const log of [process.stdout, process.stderr]) log.on('error', () => {});
}
