import { useTranslations } from 'next-intl';
import { Tooltip } from '#components/ui/tooltip.tsx';

interface ProblemMarkProps {
  readonly message: string | null;
  readonly severity: 'error' | 'warning' | null;
  readonly disabled: boolean;
}

/** The worst that is wrong with a step, told on hover; whether it is off. */
export function ProblemMark({ message, severity, disabled }: ProblemMarkProps) {
  const t = useTranslations('builder.canvas');
  if (disabled) return <span className="shrink-0 text-[11px] text-ink-3">{t('off')}</span>;
  if (message === null) return null;
  return (
    <Tooltip label={message}>
      <span role="img" aria-label={message} className="flex size-6 shrink-0 items-center justify-center">
        <span className={severity === 'error' ? 'size-2.5 rounded-pill bg-error' : 'size-2.5 rotate-45 bg-warning'} />
      </span>
    </Tooltip>
  );
}
