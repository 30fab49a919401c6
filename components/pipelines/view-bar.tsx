'use client';

import { BookmarkPlus, Ellipsis, PencilLine, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import {
  usePipelineViews,
  useRemovePipelineView,
  useRenamePipelineView,
  useSavePipelineView,
} from '#components/queries/use-pipeline-views.ts';
import { useCommandSource } from '#components/shell/command-palette-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { joinClasses } from '#components/ui/join-classes.ts';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { toast } from '#components/ui/toast.ts';
import type { PipelineFilters, PipelineView } from '#core/contracts/pipeline-views.ts';
import { NameDialog } from './name-dialog.tsx';
import { addressOfFilters, areSameFilters } from './pipeline-filters.ts';

interface ViewBarProps {
  readonly filters: PipelineFilters;
  /** Null: everything is shown. */
  readonly onFilters: (filters: PipelineFilters | null) => void;
}

const maxNameLength = 60;

/** The views that the reader keeps, and a way to keep what is shown now as one more. */
export function ViewBar({ filters, onFilters }: ViewBarProps) {
  const t = useTranslations('app.pipelines.views');
  const { data: views = [] } = usePipelineViews();
  const { mutateAsync: saveView } = useSavePipelineView();
  const [isNaming, setNaming] = useState(false);
  const active = views.find((view) => areSameFilters(view.filters, filters)) ?? null;
  const canSave = active === null && addressOfFilters('', filters) !== '';
  useCommandSource(() => {
    const save = { id: 'view-save', label: t('saveCommand'), icon: BookmarkPlus, run: () => setNaming(true) };
    return canSave ? [{ value: t('list'), items: [save] }] : [];
  });
  const save = async (name: string) => {
    await saveView({ name, filters });
    toast.success(t('saved', { name }));
  };
  if (views.length === 0 && !canSave) return null;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-1.5">
      {views.length > 0 && (
        <ul aria-label={t('list')} className="contents">
          {views.map((view) => (
            <li key={view.id} className="max-w-full">
              <ViewPill
                name={view.name}
                isActive={view === active}
                onPress={() => onFilters(view === active ? null : view.filters)}
              />
            </li>
          ))}
        </ul>
      )}
      {active !== null && <ViewMenu view={active} />}
      {canSave && (
        <Button size="small" variant="ghost" icon={BookmarkPlus} onClick={() => setNaming(true)}>
          {t('save')}
        </Button>
      )}
      <NameDialog
        open={isNaming}
        onOpenChange={setNaming}
        title={t('saveTitle')}
        action={t('save')}
        hint={t('saveHint')}
        maxLength={maxNameLength}
        name=""
        onName={save}
      />
    </div>
  );
}

function ViewPill({ name, isActive, onPress }: { name: string; isActive: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isActive}
      onClick={onPress}
      className={joinClasses(
        'inline-flex min-h-7 max-w-60 items-center rounded-pill border px-3 text-ui',
        isActive ? 'border-accent bg-accent/10 text-accent' : 'border-line bg-surface text-ink-2 hover:text-ink',
      )}
    >
      <span className="truncate">{name}</span>
    </button>
  );
}

function ViewMenu({ view }: { view: PipelineView }) {
  const t = useTranslations('app.pipelines.views');
  const describeError = useErrorText();
  const { mutateAsync: renameView } = useRenamePipelineView();
  const { mutate: removeView } = useRemovePipelineView();
  const { mutate: saveView } = useSavePipelineView();
  const [isNaming, setNaming] = useState(false);
  const remove = () =>
    removeView(view, {
      onSuccess: () =>
        toast.success(t('deleted', { name: view.name }), {
          action: { label: t('undo'), onClick: () => saveView({ name: view.name, filters: view.filters }) },
        }),
      onError: (error) => toast.error(describeError(error)),
    });
  return (
    <>
      <Menu
        align="start"
        trigger={<IconButton size="small" icon={Ellipsis} label={t('actions', { name: view.name })} />}
      >
        <MenuItem icon={PencilLine} onSelect={() => setNaming(true)}>
          {t('rename')}
        </MenuItem>
        <MenuItem icon={Trash2} danger onSelect={remove}>
          {t('delete')}
        </MenuItem>
      </Menu>
      <NameDialog
        open={isNaming}
        onOpenChange={setNaming}
        title={t('renameTitle')}
        action={t('renameAction')}
        maxLength={maxNameLength}
        name={view.name}
        onName={(name) => renameView({ id: view.id, name })}
      />
    </>
  );
}
