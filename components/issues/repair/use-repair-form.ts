import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useRepairIssue } from '#components/queries/use-repair.ts';
import { toast } from '#components/ui/toast.ts';
import type { FieldChoice, Repair, Repaired } from '#core/contracts/repairs.ts';
import { listOpen, proposeChoice } from './choose-fields.ts';
import { useVersionName } from './use-version-name.ts';

/** The choices made so far, the name of what they are published as, and the way to do it. */
export function useRepairForm(issueId: string, repair: Repair | undefined, onClose: () => void) {
  const nameVersion = useVersionName();
  const [made, setMade] = useState<ReadonlyMap<number, FieldChoice>>(new Map());
  const [ownName, setOwnName] = useState<string | null>(null);
  const choices = useMemo(
    () => repair?.stops.map((stop, index) => made.get(index) ?? proposeChoice(stop)) ?? [],
    [repair, made],
  );
  const open = useMemo(() => (repair ? listOpen(repair, choices) : []), [repair, choices]);
  const chosen = useMemo(() => {
    const all = open.map((index) => choices[index] ?? null);
    return repair && all.every((choice) => choice !== null) ? all : null;
  }, [repair, open, choices]);
  const name = ownName ?? (repair && chosen ? nameVersion(repair, chosen) : '');
  const { finish, fail } = useOutcome(onClose);
  const { mutate, isPending } = useRepairIssue(issueId);
  const submit = () => {
    if (!repair || chosen === null || name.trim() === '' || isPending) return;
    const pipelines = repair.pipelines.map(({ id, versionId }) => ({ id, versionId }));
    mutate({ choices: chosen, pipelines, name }, { onSuccess: finish, onError: fail });
  };
  const choose = (index: number, choice: FieldChoice) => setMade(new Map(made).set(index, choice));
  return { choices, open, chosen, name, setName: setOwnName, choose, submit, isPending };
}

export type RepairForm = ReturnType<typeof useRepairForm>;

function useOutcome(onClose: () => void) {
  const t = useTranslations('issues.repair');
  const tReplay = useTranslations('replay');
  const describeError = useErrorText();
  return {
    finish: ({ published, failed, replays: { started, skipped } }: Repaired) => {
      if (failed[0]) toast.error(t('failed', { count: failed.length, reason: failed[0].failure.message }));
      if (skipped[0]) toast.error(tReplay('skipped', { count: skipped.length, reason: skipped[0].failure.message }));
      if (published.length > 0) toast.success(t('done', { pipelines: published.length, runs: started.length }));
      onClose();
    },
    fail: (error: unknown) => toast.error(describeError(error)),
  };
}
