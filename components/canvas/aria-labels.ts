import type { AriaLabelConfig } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import type { NameEdge } from './derive-flow.ts';

/** What the canvas says to screen readers, in the reader's language. */
export function useAriaLabels(): Partial<AriaLabelConfig> {
  const t = useTranslations('builder.aria');
  return useMemo(
    () => ({
      'node.a11yDescription.default': t('node'),
      'node.a11yDescription.keyboardDisabled': t('nodeReadOnly'),
      'node.a11yDescription.ariaLiveMessage': ({ x, y }) => t('moved', { x: Math.round(x), y: Math.round(y) }),
      'edge.a11yDescription.default': t('edge'),
      'controls.ariaLabel': t('controls'),
      'controls.zoomIn.ariaLabel': t('zoomIn'),
      'controls.zoomOut.ariaLabel': t('zoomOut'),
      'controls.fitView.ariaLabel': t('fit'),
      'controls.interactive.ariaLabel': t('lock'),
      'minimap.ariaLabel': t('minimap'),
      'handle.ariaLabel': t('port'),
    }),
    [t],
  );
}

/** What an edge says to screen readers: the names of its steps instead of their ids. */
export function useNameEdge(): NameEdge {
  const t = useTranslations('builder.aria');
  return useCallback((from, to) => t('edgeBetween', { from, to }), [t]);
}
