'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { TextField } from '#components/ui/text-field.tsx';

interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password' | 'off';
  hint?: ReactNode;
  error?: ReactNode;
  placeholder?: string;
  optional?: boolean;
  size?: 'medium' | 'large';
}

/** A secret that can be shown while it is typed. */
export function PasswordField(props: PasswordFieldProps) {
  const t = useTranslations('app.auth');
  const [isShown, setIsShown] = useState(false);
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      suffix={
        <IconButton
          icon={isShown ? EyeOff : Eye}
          label={t(isShown ? 'hide' : 'show')}
          size="small"
          onClick={() => setIsShown(!isShown)}
        />
      }
    />
  );
}
