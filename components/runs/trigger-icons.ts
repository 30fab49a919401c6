import {
  Clock,
  Code,
  type LucideIcon,
  MousePointerClick,
  RotateCcw,
  SquareTerminal,
  Undo2,
  Webhook,
} from 'lucide-react';
import type { RunSummary } from '#core/contracts/runs.ts';

export const triggerIcons: Record<RunSummary['trigger'], LucideIcon> = {
  manual: MousePointerClick,
  schedule: Clock,
  webhook: Webhook,
  api: Code,
  cli: SquareTerminal,
  replay: RotateCcw,
  undo: Undo2,
};
