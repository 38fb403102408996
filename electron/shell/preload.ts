// Runs sandboxed beside the page and does one thing: hand the page its line to the core.
import { ipcRenderer } from 'electron';
import { handOver } from '#shared/contract/hand-over.ts';
import { ipc } from './ipc.ts';

// The page's module scripts have run when this event comes: it listens by now.
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send(ipc.portWanted));

ipcRenderer.on(ipc.portGiven, ({ ports }) => {
  // A port cannot cross the context bridge; this is the way that Electron's documentation gives
  // (electronjs.org/docs/latest/tutorial/message-ports, "Communicating directly between the main process and …").
  window.postMessage(handOver.portGiven, window.location.origin, ports);
});
