import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { callApi } from '#components/queries/api-client.ts';
import { queryKeys } from '#components/queries/query-keys.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useCommandSource } from '#components/shell/command-palette-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { PipelineDetail } from '#core/contracts/pipelines.ts';
import type { Autosave } from './autosave.ts';
import { useBuilder } from './builder-context.tsx';
import { countChanges } from './count-changes.ts';

/** Most visits do not publish. */
const PublishReview = dynamic(() =>
  import('#components/versions/publish-review.tsx').then((module) => module.PublishReview),
);

const publishedSchema = z.object({ versionId: z.string(), number: z.number() });

interface PublishButtonProps {
  readonly pipeline: PipelineDetail;
  readonly autosave: Autosave;
}

/** Makes the draft live, after a look at what would change. Says what is not live yet, and why it cannot be where it cannot. */
export function PublishButton({ pipeline, autosave }: PublishButtonProps) {
  const t = useTranslations('builder.publish');
  const graph = useBuilder((state) => state.graph);
  const errors = useBuilder((state) => state.problems.filter(({ severity }) => severity === 'error').length);
  const conflict = useBuilder((state) => state.saveState.kind === 'conflict');
  const [isReviewing, setReviewing] = useState(false);
  const live = pipeline.published;
  const changes = useMemo(() => (live === null ? null : countChanges(graph, live.graph)), [graph, live]);
  const publish = usePublish(pipeline.id, autosave);
  const reason = chooseReason(t, { isEmpty: graph.nodes.length === 0, errors, conflict, changes });
  const start = () => {
    if (live === null) publish.mutate('');
    else setReviewing(true);
  };
  useCommandSource(() => [
    {
      value: pipeline.name,
      items:
        reason === null ? [{ id: 'publish', label: t('publish'), icon: Rocket, takesFocus: true, run: start }] : [],
    },
  ]);
  return (
    <div className="flex shrink-0 items-center gap-2">
      <PublishStatus changes={changes} onReview={() => setReviewing(true)} />
      <Tooltip label={reason ?? t('hint')} side="bottom">
        <Button
          variant="primary"
          icon={Rocket}
          aria-disabled={reason !== null}
          className={reason === null ? '' : 'opacity-50'}
          loading={publish.isPending}
          onClick={() => reason === null && start()}
        >
          {t('publish')}
        </Button>
      </Tooltip>
      {isReviewing && live !== null && (
        <PublishReview
          live={live}
          draft={graph}
          reason={reason}
          pending={publish.isPending}
          onPublish={(name) => publish.mutate(name, { onSuccess: () => setReviewing(false) })}
          onClose={() => setReviewing(false)}
        />
      )}
    </div>
  );
}

/** "3 changes not live", which leads to them. */
function PublishStatus({ changes, onReview }: { changes: number | null; onReview: () => void }) {
  const t = useTranslations('builder.publish');
  const style = 'min-h-6 whitespace-nowrap text-ink-2 text-meta max-xl:hidden';
  if (changes === null || changes === 0)
    return <span className={`flex items-center ${style}`}>{changes === null ? t('never') : t('live')}</span>;
  return (
    <button type="button" className={`rounded-small px-1 hover:bg-raised hover:text-ink ${style}`} onClick={onReview}>
      {t('notLive', { count: changes })}
    </button>
  );
}

/** Stores what waits and makes it live, under a name if one is given. */
function usePublish(pipelineId: string, autosave: Autosave) {
  const t = useTranslations('builder.publish');
  const toText = useErrorText();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (name: string) => {
      if (!(await autosave.flush())) return null;
      const body = { baseRevision: autosave.getRevision(), ...(name.trim() !== '' && { name }) };
      return callApi(`/pipelines/${pipelineId}/publish`, publishedSchema, { method: 'POST', body });
    },
    onSuccess: (version) => {
      if (version === null) toast.error(t('notSaved'));
      else toast.success(t('done', { number: version.number }));
      return queryClient.invalidateQueries({ queryKey: queryKeys.pipelines });
    },
    onError: (error) => toast.error(toText(error)),
  });
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
