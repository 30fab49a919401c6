import { joinClasses } from './join-classes.ts';

/** Appears only when the wait is longer than 300 ms. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span aria-hidden className={joinClasses('inline-block animate-appear', className)}>
      <svg aria-hidden viewBox="0 0 16 16" className="size-4 animate-turn" fill="none" stroke="currentColor">
        <circle cx="8" cy="8" r="6" strokeWidth="2" opacity="0.25" />
        <path d="M14 8a6 6 0 0 0-6-6" strokeWidth="2" strokeLinecap="round" />
      </svg>
    </span>
  );
}
