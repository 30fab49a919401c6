import type { FormulaError } from '#core/formula/formula-error.ts';

/** Lies under the text of the editor, letter for letter, and underlines what is wrong. */
export function FormulaMarks({ source, error }: { source: string; error: FormulaError | null }) {
  if (error === null) return null;
  const end = Math.max(error.end, error.start + 1);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-0 overflow-hidden whitespace-pre-wrap break-words border border-transparent px-2.5 py-1.5 font-mono text-meta text-transparent"
    >
      {source.slice(0, error.start)}
      <span className="underline decoration-error decoration-wavy decoration-[1px] underline-offset-[3px]">
        {source.slice(error.start, end) || ' '}
      </span>
      {source.slice(end)}
    </div>
  );
}
