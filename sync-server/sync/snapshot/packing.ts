import type { Transform } from 'node:stream';
import { constants, createGzip, createZstdCompress } from 'node:zlib';

/** How a long answer is packed: `zstd` where the client takes it, else `gzip`, else not at all. */
export type Packing = 'zstd' | 'gzip' | 'identity';

/** Chosen from `Accept-Encoding` (RFC 9110 §12.5.3); `q=0` refuses one, the other weights are the client's taste. */
export function packingFor(acceptEncoding: string | string[] | undefined): Packing {
  const accepted = new Set(
    String(acceptEncoding ?? '')
      .toLowerCase()
      .split(',')
      .map((given) => given.split(';').map((part) => part.trim()))
      .filter(([, weight = 'q=1']) => !/^q=0(\.0*)?$/.test(weight))
      .map(([name]) => name),
  );
  if (accepted.has('zstd')) return 'zstd';
  return accepted.has('gzip') ? 'gzip' : 'identity';
}

/** Fast rather than tight: zstd 3 packs a million copies a second, gzip 1 two thirds of that, gzip 6 a quarter. */
export function packer(packing: Exclude<Packing, 'identity'>): Transform {
  if (packing === 'gzip') return createGzip({ level: constants.Z_BEST_SPEED });
  return createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
}
