import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';

interface ListRowProps {
  readonly removeLabel: string;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

/** One entry of a list of settings, with its own way out. */
export function ListRow({ removeLabel, onRemove, children }: ListRowProps) {
  return (
    <li className="flex items-start gap-1">
      <div className="grid min-w-0 flex-1 gap-2">{children}</div>
      <IconButton icon={Trash2} label={removeLabel} onClick={onRemove} className="shrink-0" />
    </li>
  );
}
