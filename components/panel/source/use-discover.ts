import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useBuilderStore } from '#components/builder/builder-context.tsx';
import { changeSettings } from '#components/builder/graph-edits.ts';
import { callApi } from '#components/queries/api-client.ts';
import { queryKeys } from '#components/queries/query-keys.ts';
import { discoverResponseSchema } from '#core/contracts/pipelines.ts';
import { listPlaces } from '#core/graph/compare-fields.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { findNode } from '#core/graph/graph-queries.ts';
import { type SourceField, sourceFieldsSchema } from '#core/graph/nodes/source-field.ts';
import { mergeFields } from './merge-fields.ts';

interface DiscoverRequest {
  /** Settings to look with, where they are newer than the node's. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** For a webhook: an example of what will be posted. */
  readonly body?: string;
  /**
   * What stays of the fields there were. `fields`: all of them; what has changed is then seen beside them. `choices`: the
   * names and types of those that are still there, for when the user said how the same source is to be read. `nothing`.
   */
  readonly keep: 'fields' | 'choices' | 'nothing';
}

/** Looks at the source of a node, stores its sample, and puts the format and fields it found into the settings. */
export function useDiscover(node: GraphNode) {
  const store = useBuilderStore();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ settings, body: example }: DiscoverRequest) => {
      const { pipelineId } = store.getState();
      const body = { nodeId: node.id, kind: node.kind, settings: settings ?? node.settings, body: example };
      return callApi(`/pipelines/${pipelineId}/discover`, discoverResponseSchema, { method: 'POST', body });
    },
    onSuccess: (found, { keep }) => {
      const { graph, edit, set, counts } = store.getState();
      const current = findNode(graph, node.id);
      if (current === undefined) return;
      const fields = readFields(found.settings.fields);
      const held = keep === 'nothing' ? [] : readFields(current.settings.fields);
      const chosen = keep === 'fields' && isSameSource(held, fields) ? held : mergeFields(held, fields);
      edit([changeSettings(current, { ...found.settings, fields: chosen })]);
      void queryClient.invalidateQueries({ queryKey: queryKeys.sourceLooks(store.getState().pipelineId) });
      set({ counts: { ...counts, [node.id]: found.grid.rowCount } });
    },
  });
}

/** A file with none of the columns of the one before it is another file, not the same one changed. */
function isSameSource(held: readonly SourceField[], found: readonly SourceField[]): boolean {
  const places = new Set(listPlaces(found));
  return listPlaces(held).some((place) => places.has(place));
}

function readFields(value: unknown): SourceField[] {
  const parsed = sourceFieldsSchema.safeParse(value);
  return parsed.success ? parsed.data : [];
}
