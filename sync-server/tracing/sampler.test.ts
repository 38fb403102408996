import { type Context, ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import { samplerOf } from './sampler.ts';

/** An even thousand of ids, as desks make them: a UUIDv7 each, without its dashes. */
const traceIds = Array.from({ length: 1000 }, (_, n) => {
  const random = Math.floor((n / 1000) * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  return `0199a8e000007${random.slice(0, 3)}80000000${random}`;
});

/** What a desk sends along: keep this one. */
const askedFor = (traceId: string): Context =>
  trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId: 'b7ad6b7169203331',
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  });

function kept(wanted: Parameters<typeof samplerOf>[0]['OTEL_TRACES_SAMPLER'], share: number) {
  const sampler = samplerOf({ OTEL_TRACES_SAMPLER: wanted, OTEL_TRACES_SAMPLER_ARG: share });
  return traceIds.filter((traceId) => {
    const { decision } = sampler.shouldSample(askedFor(traceId), traceId, 'POST', SpanKind.SERVER, {}, []);
    return decision === SamplingDecision.RECORD_AND_SAMPLED;
  }).length;
}

test.each([
  ['parentbased_always_on', 1, 1000],
  ['parentbased_traceidratio', 0, 1000],
  ['always_on', 0, 1000],
  ['always_off', 1, 0],
  ['traceidratio', 0, 0],
  ['traceidratio', 1, 1000],
] as const)('%s with %d keeps %d of a thousand that desks asked for', (wanted, share, expected) => {
  expect(kept(wanted, share)).toBe(expected);
});

test('a share of a tenth is about that, whatever desks ask for', () => {
  expect(kept('traceidratio', 0.1)).toBeGreaterThan(50);
  expect(kept('traceidratio', 0.1)).toBeLessThan(200);
});
