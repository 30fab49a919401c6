'use client';

import { CircleCheck, Info, OctagonX, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { Toaster as Sonner, toast as speaker } from 'sonner';
import { Spinner } from './spinner.tsx';
import { startToasts } from './toast.ts';

/** The toasts in the corner of the screen, and how they look. */
export function ToastList() {
  useEffect(() => startToasts(speaker), []);
  return (
    <Sonner
      position="bottom-right"
      mobileOffset={{ bottom: 'calc(72px + env(safe-area-inset-bottom))' }}
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-success" />,
        error: <OctagonX aria-hidden className="size-4 text-error" />,
        warning: <TriangleAlert aria-hidden className="size-4 text-warning" />,
        info: <Info aria-hidden className="size-4 text-running" />,
        loading: <Spinner />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-start gap-2.5 rounded-card font-sans bg-floating px-4 py-3 text-ui text-ink shadow-float sm:w-90',
          icon: 'mt-0.5 shrink-0',
          content: 'min-w-0 flex-1',
          title: 'font-medium',
          description: 'mt-0.5 text-ink-2',
          actionButton: 'shrink-0 rounded-control px-2 font-medium text-accent hover:bg-raised min-h-6',
          cancelButton: 'shrink-0 rounded-control px-2 font-medium text-ink-2 hover:bg-raised min-h-6',
        },
      }}
    />
  );
}
