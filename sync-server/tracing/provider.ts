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
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { TracingConfig } from './environment.ts';
import { samplerOf } from './sampler.ts';
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
