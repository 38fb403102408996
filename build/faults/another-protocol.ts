// Loaded before a server (node --import …), it makes that server one of another version: its feed speaks another protocol.
import { registerHooks } from 'node:module';

const where = '/shared/contract/sync.ts';
const ours = /export const syncProtocol = (\d+);/;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(where)) return loaded;
    const source = String(loaded.source);
    if (!ours.test(source)) throw new Error(`There is no protocol in ${where}.`);
    return { ...loaded, source: source.replace(ours, 'export const syncProtocol = 1000 + $1;') };
  },
});
