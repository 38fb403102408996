import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  detectResources,
  envDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TracingConfig } from './environment.ts';
import { tellOnce } from './tell-once.ts';

/** OpenTelemetry's parts, put together and made the process's own. */
export function openProvider(config: TracingConfig, say: (sentence: string) => void): TracerProvider {
  const name = resourceFromAttributes({ 'service.name': config.OTEL_SERVICE_NAME });
  // Where it is sent, with which headers and how patiently, the exporter reads from the environment.
  const exporter = tellOnce(new OTLPTraceExporter(), say);
  const provider = new TracerProvider({
    resource: detectResources({ detectors: [envDetector, serviceInstanceIdDetector] }).merge(name),
    sampler: samplerOf(config),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: config.OTEL_BSP_SCHEDULE_DELAY })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return provider;
}

function samplerOf({ OTEL_TRACES_SAMPLER: wanted, OTEL_TRACES_SAMPLER_ARG: share }: TracingConfig): Sampler {
  const root = rootSampler(wanted.replace('parentbased_', ''), share);
  return wanted.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}

function rootSampler(kind: string, share: number): Sampler {
  if (kind === 'always_off') return new AlwaysOffSampler();
  return kind === 'traceidratio' ? new TraceIdRatioBasedSampler(share) : new AlwaysOnSampler();
}
