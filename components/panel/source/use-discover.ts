import { useMutation } from '@tanstack/react-query';
import { useBuilderStore } from '#components/builder/builder-context.tsx';
import { changeSettings } from '#components/builder/graph-edits.ts';
import { callApi } from '#components/queries/api-client.ts';
import { discoverResponseSchema } from '#core/contracts/pipelines.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { type SourceField, sourceFieldsSchema } from '#core/graph/nodes/source-field.ts';
import { mergeFields } from './merge-fields.ts';

interface DiscoverRequest {
  /** Settings to look with, where they are newer than the node's. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** For a webhook: an example of what will be posted. */
  readonly body?: string;
  /** Whether names and types chosen for fields before are kept. */
  readonly keepChoices: boolean;
}

/** Looks at the source of a node, stores its sample, and puts the format and fields it found into the settings. */
export function useDiscover(node: GraphNode) {
  const store = useBuilderStore();
  return useMutation({
    mutationFn: ({ settings, body: example }: DiscoverRequest) => {
      const { pipelineId } = store.getState();
      const body = { nodeId: node.id, kind: node.kind, settings: settings ?? node.settings, body: example };
      return callApi(`/pipelines/${pipelineId}/discover`, discoverResponseSchema, { method: 'POST', body });
    },
    onSuccess: (found, { keepChoices }) => {
      const { graph, edit, set, counts } = store.getState();
      const current = findNode(graph, node.id);
      if (current === undefined) return;
      const fields = readFields(found.settings.fields);
      const chosen = keepChoices ? mergeFields(readFields(current.settings.fields), fields) : fields;
      edit([changeSettings(current, { ...found.settings, fields: chosen })]);
      set({ counts: { ...counts, [node.id]: found.grid.rowCount } });
    },
  });
}

function readFields(value: unknown): SourceField[] {
  const parsed = sourceFieldsSchema.safeParse(value);
  return parsed.success ? parsed.data : [];
}
