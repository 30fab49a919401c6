'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Graph } from '#core/graph/graph.ts';
import { GraphComparison } from './graph-comparison.tsx';

interface PublishReviewProps {
  readonly live: { readonly number: number; readonly graph: Graph };
  readonly draft: Graph;
  /** Why it cannot be published now, if so. */
  readonly reason: string | null;
  readonly pending: boolean;
  readonly onPublish: (name: string) => void;
  readonly onClose: () => void;
}

/** What would go live, looked at before it does. */
export function PublishReview({ live, draft, reason, pending, onPublish, onClose }: PublishReviewProps) {
  const t = useTranslations('builder.versions');
  const [name, setName] = useState('');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="large"
      title={t('review')}
      description={reason ?? t('reviewHint', { number: live.number })}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" disabled={reason !== null} loading={pending} onClick={() => onPublish(name)}>
            {t('publishVersion', { number: live.number + 1 })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <TextField
          label={t('name')}
          optional
          maxLength={120}
          placeholder={t('nameExample')}
          value={name}
          onChange={setName}
        />
        <GraphComparison before={live.graph} after={draft} />
      </div>
    </Dialog>
  );
}
