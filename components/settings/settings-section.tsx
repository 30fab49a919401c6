import { type ReactNode, useId } from 'react';

interface SettingsSectionProps {
  title: string;
  text: string;
  children: ReactNode;
}

/** What it is about at the left, the controls at the right; one above the other on a phone. */
export function SettingsSection({ title, text, children }: SettingsSectionProps) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={titleId}
      className="grid gap-x-8 gap-y-4 py-7 first:pt-1 md:grid-cols-[220px_minmax(0,1fr)]"
    >
      <div>
        <h2 id={titleId} className="font-semibold text-body">
          {title}
        </h2>
        <p className="mt-1 text-ink-2 text-ui text-pretty">{text}</p>
      </div>
      <div className="flex min-w-0 flex-col items-start gap-4 *:w-full">{children}</div>
    </section>
  );
}
