import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import type { TracingConfig } from './environment.ts';

type Wanted = Pick<TracingConfig, 'OTEL_TRACES_SAMPLER' | 'OTEL_TRACES_SAMPLER_ARG'>;

/** Which traces are kept. Desks ask for all of theirs; what is not `parentbased_…` does not ask them. */
export function samplerOf({ OTEL_TRACES_SAMPLER: wanted, OTEL_TRACES_SAMPLER_ARG: share }: Wanted): Sampler {
  const root = rootSampler(wanted.replace('parentbased_', ''), share);
  return wanted.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}

function rootSampler(kind: string, share: number): Sampler {
  if (kind === 'always_off') return new AlwaysOffSampler();
  return kind === 'traceidratio' ? new TraceIdRatioBasedSampler(share) : new AlwaysOnSampler();
}
