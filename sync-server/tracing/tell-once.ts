import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace';

/** The same exporter, of which is said when it begins to fail and when it works again; every failure would be a flood. */
export function tellOnce(exporter: SpanExporter, say: (sentence: string) => void): SpanExporter {
  let isFailing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result: ExportResult) => {
        const fails = result.code === ExportResultCode.FAILED;
        if (fails && !isFailing) say(`Traces do not reach their collector: ${result.error?.message ?? 'it refuses'}.`);
        if (!fails && isFailing) say('Traces reach their collector again.');
        isFailing = fails;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
