import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { NameEditor } from '#components/canvas/name-editor.tsx';
import { useRenamePipeline } from '#components/queries/change-pipelines.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { toast } from '#components/ui/toast.ts';
import { useBuilder } from './builder-context.tsx';

/** The pipeline's name, changed where it stands. */
export function PipelineName({ name }: { name: string }) {
  const t = useTranslations('builder.top');
  const toText = useErrorText();
  const pipelineId = useBuilder((state) => state.pipelineId);
  const rename = useRenamePipeline();
  const [isEditing, setEditing] = useState(false);
  const shown = rename.isPending ? rename.variables.name : name;
  const finish = (next: string | null) => {
    setEditing(false);
    if (next === null || next === name) return;
    rename.mutate({ id: pipelineId, name: next }, { onError: (error) => toast.error(toText(error)) });
  };
  if (isEditing) return <NameEditor name={shown} onDone={finish} />;
  return (
    <h1 className="min-w-0">
      <button
        type="button"
        title={t('rename')}
        className="block max-w-full cursor-text truncate rounded-small px-1.5 py-0.5 font-semibold text-body hover:bg-raised"
        onClick={() => setEditing(true)}
      >
        {shown}
      </button>
    </h1>
  );
}
