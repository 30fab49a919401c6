'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { FieldTexts } from './field.tsx';
import { IconButton } from './icon-button.tsx';
import { TextField } from './text-field.tsx';

const shownMs = 2_000;

/** A text to take along: selected by a click into it, copied by the button. */
export function CopyField({ value, ...texts }: FieldTexts & { value: string }) {
  const t = useTranslations('app.ui');
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => navigator.clipboard.writeText(value).then(() => setIsCopied(true));
  return (
    <TextField
      {...texts}
      value={value}
      onChange={() => undefined}
      readOnly
      mono
      onFocus={(event) => event.currentTarget.select()}
      suffix={
        <IconButton
          icon={isCopied ? Check : Copy}
          label={t(isCopied ? 'copied' : 'copy')}
          size="small"
          onClick={copy}
        />
      }
    />
  );
}
