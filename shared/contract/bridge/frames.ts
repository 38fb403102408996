import { z } from 'zod';

/** The frames on the wire, the same over a MessagePort and a WebSocket. */
export const ClientFrame = z.strictObject({ id: z.int(), call: z.string().max(60), input: z.unknown() });
export const HostFrame = z.union([
  z.strictObject({ id: z.int(), ok: z.literal(true), output: z.unknown() }),
  z.strictObject({ id: z.int(), ok: z.literal(false), sentence: z.string() }),
  z.strictObject({ event: z.string(), payload: z.unknown() }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;
export type HostFrame = z.infer<typeof HostFrame>;
