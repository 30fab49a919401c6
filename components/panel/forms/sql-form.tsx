import { useMutation } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { typeIcons } from '#components/preview/type-icons.ts';
import { callApi } from '#components/queries/api-client.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { sqlColumnsResponseSchema } from '#core/contracts/pipelines.ts';
import type { GraphNode } from '#core/graph/graph.ts';
import { findNode, incomingEdges } from '#core/graph/graph-queries.ts';
import { sqlInputName } from '#core/graph/nodes/sql.ts';
import { useFieldProblem } from '../fields/field-problem.tsx';
import { SectionProblem } from '../fields/section-problem.tsx';
import type { NodeFormProps } from '../node-form.ts';

export function SqlForm({ node, settings, change }: NodeFormProps<'sql'>) {
  const t = useTranslations('builder.forms.sql');
  const toText = useErrorText();
  const store = useBuilderStore();
  const { query, columns } = settings;
  const read = useMutation({
    mutationFn: () => {
      const { graph, pipelineId } = store.getState();
      const path = `/pipelines/${pipelineId}/sql-columns`;
      return callApi(path, sqlColumnsResponseSchema, { method: 'POST', body: { graph, nodeId: node.id } });
    },
    onSuccess: (found) => change({ columns: found.columns }),
  });
  const readColumns = () => query.trim() !== '' && read.mutate();
  return (
    <>
      <InputNames node={node} />
      <TextArea
        label={t('query')}
        hint={t('queryHint')}
        error={useFieldProblem(node, 'query')}
        mono
        rows={10}
        spellCheck={false}
        maxLength={50_000}
        value={query}
        onChange={(next) => change({ query: next })}
        onBlur={readColumns}
      />
      <section aria-label={t('columns')} className="flex flex-col gap-2">
        <h3 className="font-medium text-ui">{t('columns')}</h3>
        <ul className="flex flex-wrap gap-1">
          {columns.map(({ name, type }) => {
            const Icon = typeIcons[type];
            return (
              <li
                key={name}
                className="flex min-w-0 items-center gap-1 rounded-small bg-raised px-1.5 py-0.5 text-meta"
              >
                <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />
                <span className="truncate">{name}</span>
              </li>
            );
          })}
        </ul>
        <Button
          size="small"
          icon={RefreshCw}
          className="self-start"
          disabled={query.trim() === ''}
          loading={read.isPending}
          onClick={readColumns}
        >
          {t('readColumns')}
        </Button>
        {read.error === null ? (
          <SectionProblem node={node} field="columns" />
        ) : (
          <p role="alert" className="text-error text-meta">
            {toText(read.error)}
          </p>
        )}
      </section>
    </>
  );
}

/** Which name in the query stands for which step. */
function InputNames({ node }: { node: GraphNode }) {
  const t = useTranslations('builder.forms.sql');
  const graph = useBuilder((state) => state.graph);
  const senders = incomingEdges(graph, node.id).map(({ from }) => findNode(graph, from.node)?.name ?? '');
  if (senders.length === 0) return null;
  return (
    <dl aria-label={t('inputs')} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-meta">
      {senders.map((name, index) => (
        <div key={sqlInputName(index)} className="contents">
          <dt className="font-mono">{sqlInputName(index)}</dt>
          <dd className="truncate text-ink-2">{name}</dd>
        </div>
      ))}
    </dl>
  );
}
