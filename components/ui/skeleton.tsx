import { joinClasses } from './join-classes.ts';

/** Holds the place of what is loading; becomes visible after 300 ms. Give it the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={joinClasses('block animate-appear', className)}>
      <span className="block size-full animate-breathe rounded-small bg-raised" />
    </span>
  );
}
