'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './icon-button.tsx';
import { joinClasses } from './join-classes.ts';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, from left to right; the main one last. */
  footer?: ReactNode;
  /** `center`: a box. `side`: a panel at the right edge, the whole screen on a phone. */
  placement?: 'center' | 'side';
  /** `large`: room for a picture beside words. */
  size?: 'medium' | 'large';
}

const placements = {
  center:
    'm-auto max-h-full w-full rounded-card data-starting-style:scale-[0.98] data-starting-style:opacity-0 data-ending-style:opacity-0',
  side: 'ml-auto h-full w-full data-starting-style:translate-x-8 data-starting-style:opacity-0 data-ending-style:translate-x-8 data-ending-style:opacity-0',
};

const widths = {
  center: { medium: 'max-w-md', large: 'max-w-3xl' },
  side: { medium: 'max-w-[480px]', large: 'max-w-[680px]' },
};

export const scrimStyle =
  'fixed inset-0 z-40 bg-scrim transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0';

export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, children, footer, placement = 'center', size = 'medium' } = props;
  const t = useTranslations('app.ui');
  const body = useRef<HTMLDivElement>(null);
  const findFirstControl = () =>
    body.current?.querySelector<HTMLElement>('input:not([hidden]), textarea, button') ?? true;
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={scrimStyle} />
        <Base.Viewport
          className={joinClasses('fixed inset-0 z-40 flex', placement === 'center' && 'overflow-y-auto p-4')}
        >
          <Base.Popup
            initialFocus={findFirstControl}
            className={joinClasses(
              'flex flex-col bg-floating shadow-float outline-none transition-[opacity,scale,translate] duration-200 ease-out',
              placements[placement],
              widths[placement][size],
            )}
          >
            <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-1">
              <div className="min-w-0 pt-1">
                <Base.Title className="font-semibold text-title">{title}</Base.Title>
                {description && <Base.Description className="mt-1 text-ink-2 text-ui">{description}</Base.Description>}
              </div>
              <Base.Close render={<IconButton icon={X} label={t('close')} className="-mr-2" />} />
            </header>
            <div ref={body} className="min-h-0 flex-1 overflow-y-auto px-5 py-3">
              {children}
            </div>
            {footer && <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
