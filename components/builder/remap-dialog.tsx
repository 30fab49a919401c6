import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { useBuilder, useBuilderStore } from './builder-context.tsx';
import { listReplacements, replaceReferences } from './clipboard-fragment.ts';
import type { PendingPaste } from './pending-paste.ts';
import { pasteSteps } from './use-clipboard.ts';

const later = '';

/** Asks once per connection or file that pasted steps lean on and that is not here, not once per step. */
export function RemapDialog() {
  const pending = useBuilder((state) => state.pendingPaste);
  return pending === null ? null : <OpenDialog pending={pending} />;
}

function OpenDialog({ pending }: { pending: PendingPaste }) {
  const t = useTranslations('builder.remap');
  const store = useBuilderStore();
  const { clip, missing, surroundings, at } = pending;
  const options = new Map(missing.map((reference) => [reference.id, listReplacements(reference, surroundings)]));
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      missing.map(({ id, name }) => [id, options.get(id)?.find((option) => option.name === name)?.id ?? later]),
    ),
  );
  const close = () => store.getState().set({ pendingPaste: null });
  const paste = () => {
    const replacements = missing.map(
      ({ id }) => [id, options.get(id)?.find((option) => option.id === chosen[id]) ?? null] as const,
    );
    close();
    pasteSteps(store, replaceReferences(clip.graph, new Map(replacements)), at);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={t('title')}
      description={t('description')}
      footer={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button variant="primary" onClick={paste}>
            {t('paste')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {missing.map(({ id, name, setting }) => (
          <SelectField
            key={id}
            label={t(setting, { name })}
            value={chosen[id] ?? later}
            onChange={(value) => setChosen((now) => ({ ...now, [id]: value }))}
            choices={[
              ...(options.get(id) ?? []).map((option) => ({ value: option.id, label: option.name })),
              { value: later, label: t('later') },
            ]}
          />
        ))}
      </div>
    </Dialog>
  );
}
