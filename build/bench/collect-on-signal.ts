// Read by the server that is measured, before its own program (--import): its memory is looked at without what is only
// not collected yet.
process.on('SIGUSR2', () => globalThis.gc?.());
