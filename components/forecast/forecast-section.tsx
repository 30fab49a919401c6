'use client';

import { ChevronRight, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { findPersonalColumns } from '#components/preview/personal-data.ts';
import { PreviewGrid } from '#components/preview/preview-grid.tsx';
import { usePersonalData } from '#components/preview/use-personal-data.ts';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { NumberText } from '#components/ui/number.tsx';
import type { Forecast } from '#core/contracts/forecast.ts';
import { useForecast } from './use-forecast.ts';
import { useReasonText } from './use-reason-text.ts';

type Reason = Forecast['reasons'][number];

interface ForecastSectionProps {
  readonly nodeId: string;
  /** Who says what is let in: the table itself, or the settings in its place. */
  readonly of?: 'table' | 'settings';
}

/** What the target would reject of the sample, told before anything is sent; nothing while that is unknown. */
export function ForecastSection({ nodeId, of = 'table' }: ForecastSectionProps) {
  const t = useTranslations('builder.forecast');
  const describeError = useErrorText();
  const { data, error, refetch, isPlaceholderData } = useForecast(nodeId);
  const [shown, setShown] = useState<Reason | null>(null);
  if (error !== null)
    return (
      <section aria-label={t('title')} className="flex flex-col items-start gap-2 rounded-card border px-3 py-2.5">
        <h3 className="font-medium text-ui">{t('title')}</h3>
        <p className="text-ink-2 text-meta">
          {t('failed')} {describeError(error)}
        </p>
        <Button size="small" onClick={() => void refetch()}>
          {t('again')}
        </Button>
      </section>
    );
  if (data === undefined || data.rows === null) return null;
  return (
    <section
      aria-label={t('title')}
      aria-busy={isPlaceholderData}
      className={`flex flex-col gap-2 rounded-card border px-3 py-2.5 ${isPlaceholderData ? 'opacity-60' : ''}`}
    >
      <div>
        <h3 className="font-medium text-ui">{t('title')}</h3>
        <p className="text-ink-3 text-meta">{t(of === 'table' ? 'text' : 'textOfSettings')}</p>
      </div>
      <p className="flex items-start gap-2 text-ui" role="status">
        {data.refused === 0 ? (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
        ) : (
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        )}
        {data.refused === 0 ? t('none', { rows: data.rows }) : t('some', { refused: data.refused, rows: data.rows })}
      </p>
      {data.reasons.length > 0 && (
        <ul className="-mx-1.5 flex flex-col">
          {data.reasons.map((reason) => (
            <ReasonRow key={`${reason.fault} ${reason.reason} ${reason.field}`} reason={reason} onShow={setShown} />
          ))}
        </ul>
      )}
      {data.unchecked.length > 0 && (
        <p className="text-ink-3 text-meta">{t('unchecked', { names: data.unchecked.join(', ') })}</p>
      )}
      {shown !== null && <RefusedRows nodeId={nodeId} forecast={data} reason={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

function ReasonRow({ reason, onShow }: { reason: Reason; onShow: (reason: Reason) => void }) {
  const t = useTranslations('builder.forecast');
  const text = useReasonText()(reason);
  const content = (
    <>
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{text}</span>
      <span className="font-medium">
        <NumberText value={reason.rows} />
      </span>
    </>
  );
  if (reason.fault === null) return <li className="flex min-h-7 items-center gap-2 px-1.5 pr-7 text-ui">{content}</li>;
  return (
    <li>
      <button
        type="button"
        aria-label={`${t('show', { reason: text })} (${reason.rows})`}
        onClick={() => onShow(reason)}
        className="flex min-h-7 w-full items-center gap-2 rounded-control px-1.5 text-left text-ui hover:bg-raised"
      >
        {content}
        <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      </button>
    </li>
  );
}

interface RefusedRowsProps {
  readonly nodeId: string;
  readonly forecast: Forecast;
  readonly reason: Reason;
  readonly onClose: () => void;
}

function RefusedRows({ nodeId, forecast, reason, onClose }: RefusedRowsProps) {
  const t = useTranslations('builder.forecast');
  const text = useReasonText()(reason);
  const { isHidden, reveal } = usePersonalData(nodeId);
  const grid = useMemo(() => {
    const rows = forecast.grid?.rows.filter((_, index) => forecast.faults[index] === reason.fault) ?? [];
    return { fields: forecast.grid?.fields ?? [], rows, rowCount: rows.length };
  }, [forecast, reason]);
  const masked = useMemo(() => (isHidden ? findPersonalColumns(grid) : null), [isHidden, grid]);
  const column = grid.fields.findIndex(({ name }) => name === reason.field);
  const focus = useMemo(() => (column < 0 ? null : { column }), [column]);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="large"
      title={t('rows')}
      description={t('rowsText', { shown: grid.rows.length, reason: text })}
    >
      <div className="h-80 overflow-hidden rounded-card border">
        <PreviewGrid grid={grid} label={t('rows')} masked={masked} onReveal={() => reveal(true)} focus={focus} />
      </div>
    </Dialog>
  );
}
