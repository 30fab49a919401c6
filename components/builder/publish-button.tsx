import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { toast } from 'sonner';
import { z } from 'zod';
import { callApi } from '#components/queries/api-client.ts';
import { queryKeys } from '#components/queries/query-keys.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { PipelineDetail } from '#core/contracts/pipelines.ts';
import type { Autosave } from './autosave.ts';
import { useBuilder } from './builder-context.tsx';
import { countChanges } from './count-changes.ts';

const publishedSchema = z.object({ versionId: z.string(), number: z.number() });

interface PublishButtonProps {
  readonly pipeline: PipelineDetail;
  readonly autosave: Autosave;
}

/** Makes the draft live. Says what is not live yet, and why it cannot be where it cannot. */
export function PublishButton({ pipeline, autosave }: PublishButtonProps) {
  const t = useTranslations('builder.publish');
  const toText = useErrorText();
  const queryClient = useQueryClient();
  const graph = useBuilder((state) => state.graph);
  const errors = useBuilder((state) => state.problems.filter(({ severity }) => severity === 'error').length);
  const conflict = useBuilder((state) => state.saveState.kind === 'conflict');
  const live = pipeline.published?.graph ?? null;
  const changes = useMemo(() => (live === null ? null : countChanges(graph, live)), [graph, live]);
  const publish = useMutation({
    mutationFn: async () => {
      if (!(await autosave.flush())) return null;
      const body = { baseRevision: autosave.getRevision() };
      return callApi(`/pipelines/${pipeline.id}/publish`, publishedSchema, { method: 'POST', body });
    },
    onSuccess: (version) => {
      if (version === null) toast.error(t('notSaved'));
      else toast.success(t('done', { number: version.number }));
      return queryClient.invalidateQueries({ queryKey: queryKeys.pipelines });
    },
    onError: (error) => toast.error(toText(error)),
  });
  const reason = chooseReason(t, { isEmpty: graph.nodes.length === 0, errors, conflict, changes });
  const status = changes === null ? t('never') : changes === 0 ? t('live') : t('notLive', { count: changes });
  return (
    <div className="flex shrink-0 items-center gap-2">
      <span className="whitespace-nowrap text-ink-2 text-meta max-xl:hidden">{status}</span>
      <Tooltip label={reason ?? t('hint')} side="bottom">
        <Button
          variant="primary"
          icon={Rocket}
          aria-disabled={reason !== null}
          className={reason === null ? '' : 'opacity-50'}
          loading={publish.isPending}
          onClick={() => reason === null && publish.mutate()}
        >
          {t('publish')}
        </Button>
      </Tooltip>
    </div>
  );
}

interface Readiness {
  readonly isEmpty: boolean;
  readonly errors: number;
  readonly conflict: boolean;
  readonly changes: number | null;
}

/** Why the draft cannot go live now, or null when it can. */
function chooseReason(
  t: ReturnType<typeof useTranslations<'builder.publish'>>,
  { isEmpty, errors, conflict, changes }: Readiness,
): string | null {
  if (isEmpty) return t('empty');
  if (conflict) return t('conflict');
  if (errors > 0) return t('problems', { count: errors });
  return changes === 0 ? t('nothing') : null;
}
