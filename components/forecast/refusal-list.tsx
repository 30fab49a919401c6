import { NumberText } from '#components/ui/number.tsx';
import { type Refusal, useReasonText } from './use-reason-text.ts';

/** Reasons with how many rows each would take; nothing for none. */
export function RefusalList({ reasons }: { reasons: readonly Refusal[] }) {
  const toText = useReasonText();
  if (reasons.length === 0) return null;
  return (
    <ul className="flex flex-col gap-0.5 border-line border-l-2 pl-2.5 text-ink-2 text-meta">
      {reasons.map((refusal) => {
        const text = toText(refusal);
        return (
          <li key={`${text} ${refusal.limit}`} className="flex justify-between gap-3">
            <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
            <NumberText value={refusal.rows} />
          </li>
        );
      })}
    </ul>
  );
}
