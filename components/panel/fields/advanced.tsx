import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

/** Settings that most people never need, folded away. */
export function Advanced({ label, children }: { label?: string; children: ReactNode }) {
  const t = useTranslations('builder.panel');
  return (
    <Collapsible.Root className="border-line border-t pt-2">
      <Collapsible.Trigger className="group flex min-h-8 w-full items-center gap-1.5 rounded-control font-medium text-ink-2 text-ui hover:text-ink">
        <ChevronRight aria-hidden className="size-4 transition-transform group-data-panel-open:rotate-90" />
        {label ?? t('advanced')}
      </Collapsible.Trigger>
      <Collapsible.Panel className="flex flex-col gap-4 pt-2 pb-1">{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
