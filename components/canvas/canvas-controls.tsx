import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/icon-button.tsx';

/** Zoom and fit, at the lower left. */
export function CanvasControls() {
  const t = useTranslations('builder.aria');
  const format = useFormatter();
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow();
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100));
  return (
    <Panel
      position="bottom-left"
      className="!m-3 flex items-center gap-0.5 rounded-card border border-line bg-surface p-0.5"
      aria-label={t('controls')}
    >
      <IconButton icon={Minus} label={t('zoomOut')} onClick={() => zoomOut({ duration: 120 })} />
      <button
        type="button"
        title={t('zoomReset')}
        className="h-8 min-w-12 rounded-control text-ink-2 text-meta hover:bg-raised"
        onClick={() => zoomTo(1, { duration: 120 })}
      >
        {format.number(percent / 100, { style: 'percent' })}
      </button>
      <IconButton icon={Plus} label={t('zoomIn')} onClick={() => zoomIn({ duration: 120 })} />
      <IconButton
        icon={Maximize}
        label={t('fit')}
        shortcut="f"
        onClick={() => fitView({ duration: 200, padding: 0.06, maxZoom: 1 })}
      />
    </Panel>
  );
}
