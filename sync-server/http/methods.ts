import { api, apiBase } from '#shared/contract/api.ts';
import type { RouteShape } from '#shared/contract/route.ts';

const rows: RouteShape[] = Object.values(api);
const addresses = rows.map((row) => ({
  pattern: new RegExp(`^${apiBase}${row.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  // As mount.ts has it: a HEAD of whatever can be read, but of a stream.
  methods: row.method === 'GET' && row.out !== 'stream' ? ['GET', 'HEAD'] : [row.method],
}));

/** The methods that an address takes; none where there is no such address. */
export function methodsOf(url: string): string[] {
  const [path = ''] = url.split('?');
  const taken = addresses.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
  return [...new Set(taken)].sort();
}
