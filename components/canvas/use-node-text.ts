import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { describeSchedule } from '#components/panel/describe-schedule.ts';
import type { GraphNode, NodeKind } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';

/** The words of a node kind and of one node's settings, in the reader's language. */
export interface NodeText {
  readonly nameKind: (kind: NodeKind) => string;
  readonly describeKind: (kind: NodeKind) => string;
  readonly listKeywords: (kind: NodeKind) => string[];
  readonly namePort: (kind: NodeKind, port: string) => string;
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
      namePort: (kind, port) => (t.has(`${kind}.ports.${port}`) ? t(`${kind}.ports.${port}`) : port),
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
