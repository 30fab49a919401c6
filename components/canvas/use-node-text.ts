import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { describeSchedule } from '#components/panel/describe-schedule.ts';
import type { GraphNode, NodeKind } from '#core/graph/graph.ts';
import type { Port } from '#core/graph/node-definition.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

/** The words of a node kind and of one node's settings, in the reader's language. */
export interface NodeText {
  readonly nameKind: (kind: NodeKind) => string;
  readonly describeKind: (kind: NodeKind) => string;
  readonly listKeywords: (kind: NodeKind) => string[];
  /** The name that a user gave a port, or the label of its kind. */
  readonly namePort: (kind: NodeKind, port: Pick<Port, 'id' | 'name'>) => string;
  readonly summarize: (node: Pick<GraphNode, 'kind' | 'settings'>) => string;
}

/** Texts of nodes from the catalogue `nodes`. */
export function useNodeText(): NodeText {
  const t = useTranslations('nodes');
  const schedule = useTranslations('builder.schedule');
  const locale = useLocale();
  return useMemo(
    () => ({
      nameKind: (kind) => t(`${kind}.name`),
      describeKind: (kind) => t(`${kind}.description`),
      listKeywords: (kind) => readKeywords(t.has(`${kind}.keywords`) ? t.raw(`${kind}.keywords`) : ''),
      namePort: (kind, { id, name }) => name || (t.has(`${kind}.ports.${id}`) ? t(`${kind}.ports.${id}`) : id),
      summarize: ({ kind, settings }) => {
        const definition = getNodeDefinition(kind);
        const parsed = definition.settings.safeParse(settings);
        const summary = definition.summarize(parsed.success ? parsed.data : definition.defaults);
        const values = { ...summary.values };
        if (kind === 'schedule-trigger') values.cron = describeSchedule(String(values.cron), schedule, locale);
        return t(`${kind}.summary.${summary.key}`, values);
      },
    }),
    [t, schedule, locale],
  );
}

function readKeywords(raw: unknown): string[] {
  if (Array.isArray(raw)) return raw.map(String);
  return String(raw)
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}
