'use client';

import { UserX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useRequestErasure } from '#components/queries/use-people.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { toast } from '#components/ui/toast.ts';

/** Asks for the person's rows to be deleted wherever runs wrote them. */
export function ErasePerson({ email, isKnown }: { email: string; isKnown: boolean }) {
  const t = useTranslations('app.people');
  const toText = useErrorText();
  const [isAsking, setIsAsking] = useState(false);
  const { mutate: erase, isPending } = useRequestErasure();
  if (!isKnown) return null;
  const confirm = () =>
    erase(email, {
      onSuccess: () => setIsAsking(false),
      onError: (error) => toast.error(toText(error)),
    });
  return (
    <div>
      <Button variant="danger" icon={UserX} onClick={() => setIsAsking(true)}>
        {t('erase')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t('eraseTitle', { email })}
        description={t('eraseText')}
        confirmLabel={t('eraseConfirm')}
        danger
        loading={isPending}
        onConfirm={confirm}
      />
    </div>
  );
}
