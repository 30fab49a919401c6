import { useTranslations } from 'next-intl';

interface DockResizerProps {
  readonly height: number;
  readonly onResize: (height: number) => void;
}

const minHeight = 120;
const keyStep = 32;

function clampHeight(height: number): number {
  return Math.round(Math.max(minHeight, Math.min(height, window.innerHeight - 260)));
}

/** The upper edge of the dock: dragged, or moved with the arrow keys. */
export function DockResizer({ height, onResize }: DockResizerProps) {
  const t = useTranslations('builder.preview');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is no horizontal rule
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t('resize')}
      aria-valuenow={height}
      aria-valuemin={minHeight}
      className="absolute -top-1 right-0 left-0 z-20 h-2 cursor-row-resize hover:bg-accent/30 focus-visible:bg-accent/40 focus-visible:outline-none"
      onKeyDown={(event) => {
        const step = { ArrowUp: keyStep, ArrowDown: -keyStep }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        onResize(clampHeight(height + step));
      }}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const bottom = event.currentTarget.parentElement?.getBoundingClientRect().bottom ?? window.innerHeight;
        onResize(clampHeight(bottom - event.clientY));
      }}
    />
  );
}
