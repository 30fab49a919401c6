import { Columns3, FunctionSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { floatingStyle } from '#components/ui/list-style.ts';
import { findFunction, signatureOf } from '#core/formula/function-registry.ts';
import type { Completion } from './suggest-completions.ts';

interface CompletionListProps {
  readonly id: string;
  readonly completions: readonly Completion[];
  readonly active: Completion | undefined;
  readonly onPick: (completion: Completion) => void;
}

/** What the letters before the caret may become; the active function says how it is written and what it does. */
export function CompletionList({ id, completions, active, onPick }: CompletionListProps) {
  const t = useTranslations('formula.functions');
  const builder = useTranslations('builder.formula');
  const chosen = active?.kind === 'function' ? findFunction(active.name) : undefined;
  return (
    <div className={`absolute top-full right-0 left-0 z-30 mt-1 ${floatingStyle}`}>
      <div id={id} role="listbox" aria-label={builder('completions')} className="max-h-56 overflow-y-auto p-1">
        {completions.map((completion, index) => (
          <div
            key={`${completion.kind}:${completion.name}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={completion === active}
            tabIndex={-1}
            className={`flex min-h-7 cursor-default items-center gap-2 rounded-control px-2 text-ui ${completion === active ? 'bg-raised' : ''}`}
            onPointerDown={(event) => {
              event.preventDefault();
              onPick(completion);
            }}
          >
            {completion.kind === 'field' ? (
              <Columns3 aria-hidden className="size-3.5 shrink-0 text-source" />
            ) : (
              <FunctionSquare aria-hidden className="size-3.5 shrink-0 text-transform" />
            )}
            <span className="truncate">{completion.name}</span>
          </div>
        ))}
      </div>
      {chosen !== undefined && (
        <div className="border-line border-t px-3 py-2">
          <code className="text-ink">{signatureOf(chosen)}</code>
          <p className="text-ink-2 text-meta">{t(chosen.name)}</p>
        </div>
      )}
    </div>
  );
}
