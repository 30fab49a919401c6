/** The product's sign: threads crossing on a loom. */
export function TelarMark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={className}>
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" strokeWidth="2" strokeLinecap="round">
        <path d="M8.5 5v4.5m0 5V19M15.5 5v9.5" opacity="0.72" />
        <path d="M5 8.5h7m7 0h-1M5 15.5h14" />
      </g>
    </svg>
  );
}
