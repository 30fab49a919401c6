import { Pin } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { type PinState, usePin } from './use-pin.ts';

/** Says at a step that pinned rows stand in for its own. */
export function PinMark({ nodeId }: { nodeId: string }) {
  const pin = usePin(nodeId);
  const describePin = useDescribePin();
  if (pin === null) return null;
  const label = describePin(pin);
  return (
    <Tooltip label={label}>
      <span
        role="img"
        aria-label={label}
        data-pin={pin.isStale ? 'stale' : 'fresh'}
        className={`flex size-6 shrink-0 items-center justify-center ${pin.isStale ? 'text-warning' : 'text-accent'}`}
      >
        <Pin aria-hidden className="size-4" fill="currentColor" fillOpacity={0.25} />
      </span>
    </Tooltip>
  );
}

/** What there is to know about a pin, in one sentence. */
export function useDescribePin(): (pin: PinState) => string {
  const t = useTranslations('builder.testRun');
  return ({ rowCount, isStale }) => t(isStale ? 'pinStale' : 'pinHolds', { rows: rowCount });
}
