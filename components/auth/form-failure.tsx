import { OctagonX } from 'lucide-react';

/** Why a whole form was refused; read aloud when it appears. */
export function FormFailure({ text }: { text: string | null }) {
  return (
    <div role="alert" className="contents">
      {text && (
        <p className="flex items-start gap-2 rounded-control bg-error/8 px-3 py-2 text-error text-ui">
          <OctagonX aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 break-words">{text}</span>
        </p>
      )}
    </div>
  );
}
