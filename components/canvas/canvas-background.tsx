import { Background, BackgroundVariant } from '@xyflow/react';

/** The dots behind every canvas. */
export function CanvasBackground() {
  return (
    <Background
      variant={BackgroundVariant.Dots}
      gap={24}
      size={1.2}
      color="var(--line-strong)"
      className="opacity-35"
    />
  );
}
