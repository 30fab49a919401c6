import { ListPlus } from 'lucide-react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { Button } from '#components/ui/button.tsx';
import type { Grid } from '#core/contracts/pipelines.ts';
import { useInputSample } from './use-input-sample.ts';

interface SampleButtonProps {
  readonly label: string;
  readonly nodeId: string;
  readonly disabled: boolean;
  /** What is found becomes settings that the user sees and can change. */
  readonly onSample: (grid: Grid) => void;
}

/** Fills settings in from rows of the sample. */
export function SampleButton({ label, nodeId, disabled, onSample }: SampleButtonProps) {
  const sample = useInputSample(nodeId);
  const toText = useErrorText();
  return (
    <>
      <Button
        size="small"
        variant="ghost"
        icon={ListPlus}
        disabled={disabled}
        loading={sample.isPending}
        onClick={() => sample.mutate(undefined, { onSuccess: (grid) => grid !== null && onSample(grid) })}
      >
        {label}
      </Button>
      {sample.error !== null && (
        <p role="alert" className="w-full text-error text-meta">
          {toText(sample.error)}
        </p>
      )}
    </>
  );
}
