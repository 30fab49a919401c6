import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';

interface RevealButtonProps {
  readonly isHidden: boolean;
  readonly reveal: (revealed: boolean) => void;
  /** Without words where there is no room for them. */
  readonly short?: boolean;
  readonly className?: string;
}

/** Shows values that tell who somebody is, or hides them again. */
export function RevealButton({ isHidden, reveal, short = false, className }: RevealButtonProps) {
  const t = useTranslations('builder.preview');
  const icon = isHidden ? Eye : EyeOff;
  const label = t(isHidden ? 'reveal' : 'hide');
  const onClick = () => reveal(isHidden);
  if (short) return <IconButton icon={icon} label={label} onClick={onClick} />;
  return (
    <Button size="small" variant="ghost" icon={icon} onClick={onClick} className={className ?? ''}>
      {label}
    </Button>
  );
}
