import { z } from 'zod';

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });
const milliseconds = z.coerce.number('must be a number of milliseconds').int().min(1);

/**
 * OpenTelemetry's own variables, as far as they are used here (opentelemetry.io/docs/specs/otel/configuration). What
 * concerns only the sending, such as OTEL_EXPORTER_OTLP_HEADERS, the exporter reads for itself.
 */
export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
  // What takes OTLP over HTTP takes both; JSON is what is sent.
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(['http/json', 'http/protobuf'], 'must be http/json: gRPC is not spoken')
    .optional(),
  OTEL_SDK_DISABLED: z.stringbool('must be true or false').default(false),
  OTEL_SERVICE_NAME: z.string().default('carrel'),
  OTEL_TRACES_SAMPLER: z
    .enum(
      [
        'always_on',
        'always_off',
        'traceidratio',
        'parentbased_always_on',
        'parentbased_always_off',
        'parentbased_traceidratio',
      ],
      'must be one of the samplers of OpenTelemetry, such as traceidratio',
    )
    .default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number('must be a share such as 0.1').min(0).max(1).default(1),
  OTEL_BSP_SCHEDULE_DELAY: milliseconds.default(5000),
};

export type TracingConfig = z.infer<z.ZodObject<typeof tracingVariables>>;

/** Traces are made only for somebody who wants them. */
export const wantsTraces = (config: TracingConfig): boolean =>
  !config.OTEL_SDK_DISABLED && Boolean(config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? config.OTEL_EXPORTER_OTLP_ENDPOINT);
