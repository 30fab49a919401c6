import { FileClock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';

const VersionHistory = dynamic(() =>
  import('#components/versions/version-history.tsx').then((module) => module.VersionHistory),
);

/** Opens the list of what was published. */
export function VersionsButton() {
  const t = useTranslations('builder.versions');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton icon={FileClock} label={t('title')} tooltipSide="bottom" onClick={() => setOpen(true)} />
      {isOpen && <VersionHistory onClose={() => setOpen(false)} />}
    </>
  );
}
