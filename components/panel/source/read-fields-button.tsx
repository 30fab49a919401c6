import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import type { useDiscover } from './use-discover.ts';

interface ReadFieldsButtonProps {
  readonly discover: ReturnType<typeof useDiscover>;
  readonly known: boolean;
  readonly disabled: boolean;
}

/** Looks at the source, the first time or again; what has changed is shown, and changes nothing by itself. */
export function ReadFieldsButton({ discover, known, disabled }: ReadFieldsButtonProps) {
  const t = useTranslations('builder.panel');
  const toText = useErrorText();
  return (
    <div className="flex flex-col gap-1">
      <Button
        icon={RefreshCw}
        variant={known ? 'secondary' : 'primary'}
        className="self-start"
        disabled={disabled}
        loading={discover.isPending}
        onClick={() => discover.mutate({ keep: 'fields' })}
      >
        {known ? t('readAgain') : t('readFields')}
      </Button>
      {discover.error !== null && (
        <p role="alert" className="text-error text-meta">
          {toText(discover.error)}
        </p>
      )}
      {discover.data !== undefined && discover.data.rejectedCount > 0 && (
        <p className="text-meta text-warning">{t('sampleRejected', { rows: discover.data.rejectedCount })}</p>
      )}
    </div>
  );
}
