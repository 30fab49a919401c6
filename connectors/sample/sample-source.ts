import type { SourceConnector } from '#connectors/kit/connector.ts';
import type { SampleSourceSettings } from '#core/graph/nodes/sample-source.ts';

/** The sample company. Its fields are fixed and known to the compiler, its rows are made by the engine. */
export const sampleSource: SourceConnector<SampleSourceSettings> = {
  discover: async ({ settings }) => ({ fields: [], settings: {}, totalRows: settings.rows }),
  extract: async ({ settings, limit = settings.rows }) => ({
    scan: { format: 'sample', dataset: settings.dataset, rows: Math.min(settings.rows, limit) },
    totalRows: settings.rows,
  }),
};
