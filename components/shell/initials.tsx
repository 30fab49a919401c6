/** One or two letters that stand for a person or a workspace. */
export function Initials({ name, className = '' }: { name: string; className?: string }) {
  const letters = name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [...word][0] ?? '');
  const text = letters.length > 1 ? `${letters[0]}${letters.at(-1)}` : (letters[0] ?? '');
  return (
    <span
      aria-hidden
      className={`inline-flex size-6 shrink-0 items-center justify-center rounded-control bg-raised font-semibold text-[11px] text-ink-2 uppercase ${className}`}
    >
      {text}
    </span>
  );
}
