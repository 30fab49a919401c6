import { useRouter } from 'next/navigation';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useDismissGuide } from '#components/queries/use-home.ts';
import { toast } from '#components/ui/toast.ts';

/** Brings the first steps back and leads to them. */
export function useShowGuide(): () => void {
  const router = useRouter();
  const describeError = useErrorText();
  // A promise, because callbacks given to `mutate` are dropped when the menu closes meanwhile.
  const { mutateAsync: setDismissed } = useDismissGuide();
  return () => {
    setDismissed(false).catch((error: unknown) => toast.error(describeError(error)));
    router.push('/home?guide=true');
  };
}
