'use client';

import { Pencil, RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { NameEditor } from '#components/canvas/name-editor.tsx';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useRenameVersion, useVersion, useVersions } from '#components/queries/use-versions.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.ts';
import type { VersionView } from '#core/contracts/pipelines.ts';
import { GraphComparison } from './graph-comparison.tsx';

/** Everything that was ever live: by whom, when, and what is different in the draft now. */
export function VersionHistory({ onClose }: { onClose: () => void }) {
  const t = useTranslations('builder.versions');
  const pipelineId = useBuilder((state) => state.pipelineId);
  const { data: versions } = useVersions(pipelineId);
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      placement="side"
      size="large"
      title={t('title')}
      description={t('hint')}
    >
      {versions === undefined && <Skeleton className="h-40 w-full" />}
      {versions?.length === 0 && <p className="py-2 text-ink-2 text-ui">{t('none')}</p>}
      <ol className="flex flex-col">
        {versions?.map((version) => (
          <li key={version.id} className="border-line border-b py-3 last:border-b-0">
            <VersionEntry
              version={version}
              isOpen={openId === version.id}
              onToggle={() => setOpenId(openId === version.id ? null : version.id)}
              onClose={onClose}
            />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

interface VersionEntryProps {
  readonly version: VersionView;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onClose: () => void;
}

function VersionEntry({ version, isOpen, onToggle, onClose }: VersionEntryProps) {
  const t = useTranslations('builder.versions');
  return (
    <>
      <div className="flex items-center gap-2">
        <VersionName version={version} />
        {version.published && <Badge tone="success">{t('live')}</Badge>}
        <Button size="small" className="ml-auto" aria-expanded={isOpen} onClick={onToggle}>
          {t('compare')}
        </Button>
      </div>
      <p className="text-ink-3 text-meta">
        {version.createdBy !== null && `${version.createdBy} · `}
        <RelativeTime at={version.createdAt} />
      </p>
      {isOpen && <VersionComparison versionId={version.id} number={version.number} onClose={onClose} />}
    </>
  );
}

function VersionName({ version: { id, number, name } }: { version: VersionView }) {
  const t = useTranslations('builder.versions');
  const toText = useErrorText();
  const pipelineId = useBuilder((state) => state.pipelineId);
  const rename = useRenameVersion(pipelineId);
  const [isEditing, setEditing] = useState(false);
  const shown = rename.isPending ? rename.variables.name : name;
  if (isEditing)
    return (
      <NameEditor
        name={shown ?? ''}
        onDone={(next) => {
          setEditing(false);
          if (next !== null && next !== name)
            rename.mutate({ id, name: next }, { onError: (error) => toast.error(toText(error)) });
        }}
      />
    );
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="truncate font-medium text-ui">
        {shown ? t('named', { number, name: shown }) : t('version', { number })}
      </span>
      <IconButton size="small" icon={Pencil} label={t('rename')} onClick={() => setEditing(true)} />
    </span>
  );
}

function VersionComparison({ versionId, number, onClose }: { versionId: string; number: number; onClose: () => void }) {
  const t = useTranslations('builder.versions');
  const store = useBuilderStore();
  const pipelineId = useBuilder((state) => state.pipelineId);
  const draft = useBuilder((state) => state.graph);
  const readOnly = useBuilder((state) => state.readOnly);
  const { data: version } = useVersion(pipelineId, versionId);
  if (version === undefined) return <Skeleton className="mt-2 h-40 w-full" />;
  const restore = () => {
    store.getState().edit([{ type: 'replace-graph', graph: version.graph }]);
    onClose();
    toast.success(t('restored', { number }), { action: { label: t('undo'), onClick: () => store.getState().undo() } });
  };
  return (
    <div className="mt-2 flex flex-col gap-2">
      <p className="text-ink-2 text-meta">{t('compareHint', { number })}</p>
      <GraphComparison before={version.graph} after={draft} />
      {!readOnly && (
        <Button icon={RotateCcw} className="self-start" onClick={restore}>
          {t('restore')}
        </Button>
      )}
    </div>
  );
}
