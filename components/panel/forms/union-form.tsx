import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { findNode, incomingEdges } from '#core/graph/graph-queries.ts';
import type { NodeFormProps } from '../node-form.ts';
import type { UnionInput } from '../union/align-columns.ts';
import { AlignmentGrid } from '../union/alignment-grid.tsx';

export function UnionForm({ node, settings, change }: NodeFormProps<'union'>) {
  const t = useTranslations('builder.forms.union');
  const inputs = useUnionInputs(node.id);
  return (
    <>
      <p className="text-ink-2 text-ui">{t('explanation')}</p>
      {inputs.length > 1 && (
        <AlignmentGrid
          node={node}
          inputs={inputs}
          mapping={settings.mapping}
          onChange={(mapping) => change({ mapping })}
        />
      )}
      <Switch
        label={t('distinct')}
        description={t('distinctHint')}
        checked={settings.distinct}
        onChange={(distinct) => change({ distinct })}
      />
    </>
  );
}

function useUnionInputs(nodeId: string): UnionInput[] {
  const graph = useBuilder((state) => state.graph);
  const fields = useBuilder((state) => state.fields);
  return useMemo(
    () =>
      incomingEdges(graph, nodeId).map(({ id, from }) => ({
        edge: id,
        name: findNode(graph, from.node)?.name ?? '',
        fields: fields[from.node]?.[from.port] ?? [],
      })),
    [graph, fields, nodeId],
  );
}
