import { History, RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useBuilder } from '#components/builder/builder-context.tsx';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useChangeState, useStates } from '#components/queries/use-states.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { NodeStateView, StateDestination } from '#core/contracts/states.ts';

/** What a source remembers between runs, and the ways back. */
export function StateSection({ nodeId }: { nodeId: string }) {
  const t = useTranslations('builder.state');
  const pipelineId = useBuilder((state) => state.pipelineId);
  const { data: states = [] } = useStates(pipelineId);
  const own = states.filter((state) => state.nodeId === nodeId);
  return (
    <section aria-label={t('title')} className="flex flex-col gap-2 border-line border-t pt-3">
      <h3 className="font-medium text-ui">{t('title')}</h3>
      {own.length === 0 && <p className="text-ink-3 text-meta">{t('none')}</p>}
      {own.map((state) => (
        <KeptState key={state.stream} pipelineId={pipelineId} state={state} />
      ))}
    </section>
  );
}

function KeptState({ pipelineId, state }: { pipelineId: string; state: NodeStateView }) {
  const t = useTranslations('builder.state');
  const toText = useErrorText();
  const change = useChangeState(pipelineId);
  const [to, setTo] = useState<StateDestination | null>(null);
  const [isRewinding, setRewinding] = useState(false);
  const { nodeId, stream } = state;
  const ask = (destination: StateDestination) => {
    setTo(destination);
    change.mutate({ nodeId, stream, to: destination, confirm: false });
  };
  const close = () => {
    setTo(null);
    setRewinding(false);
  };
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ui">{state.description}</p>
      <p className="text-ink-3 text-meta">
        {t('changed', { cause: state.cause })} · <RelativeTime at={state.changedAt} />
      </p>
      {state.log !== null && <LogStatus log={state.log} />}
      <div className="flex flex-wrap gap-2">
        <Button size="small" icon={History} onClick={() => setRewinding(!isRewinding)} aria-expanded={isRewinding}>
          {t('rewind')}
        </Button>
        <Button size="small" icon={RotateCcw} onClick={() => ask({ kind: 'start' })}>
          {t('reset')}
        </Button>
      </div>
      {isRewinding && <RewindForm state={state} onChoose={ask} />}
      {change.error !== null && (
        <p role="alert" className="text-error text-meta">
          {toText(change.error)}
        </p>
      )}
      <ConfirmDialog
        open={to !== null && change.data !== undefined && !change.data.changed}
        onOpenChange={(open) => !open && close()}
        title={to?.kind === 'start' ? t('reset') : t('rewind')}
        description={change.data?.consequence ?? ''}
        confirmLabel={t('confirm')}
        loading={change.isPending}
        onConfirm={() => to !== null && change.mutate({ nodeId, stream, to, confirm: true }, { onSuccess: close })}
      />
    </div>
  );
}

/** What the source's database keeps for this step. */
function LogStatus({ log }: { readonly log: NonNullable<NodeStateView['log']> }) {
  const t = useTranslations('builder.state');
  const { lagBytes, maxLagBytes, isLost } = log;
  const limit = toMegabytes(maxLagBytes);
  if (isLost) return <p className="text-error text-meta">{t('logLost', { limit })}</p>;
  if (lagBytes === null) return null;
  return <p className="text-ink-3 text-meta">{t('logLag', { lag: toMegabytes(lagBytes), limit })}</p>;
}

function toMegabytes(bytes: number): number {
  return Math.ceil((bytes / 1_048_576) * 10) / 10;
}

interface RewindFormProps {
  readonly state: NodeStateView;
  readonly onChoose: (to: StateDestination) => void;
}

function RewindForm({ state, onChoose }: RewindFormProps) {
  const t = useTranslations('builder.state');
  const [value, setValue] = useState(state.cursor ?? '');
  const earlier = state.history.slice(1);
  return (
    <div className="flex flex-col gap-3">
      {state.cursorField !== null && (
        <div className="flex items-end gap-2">
          <TextField
            label={t('toValue', { field: state.cursorField })}
            className="min-w-0 flex-1"
            mono
            maxLength={1000}
            value={value}
            onChange={setValue}
          />
          <Button disabled={value.trim() === ''} onClick={() => onChoose({ kind: 'value', value: value.trim() })}>
            {t('rewind')}
          </Button>
        </div>
      )}
      {earlier.length > 0 && (
        <SelectField<string>
          label={t('toTime')}
          placeholder={t('time')}
          value={null}
          onChange={(time) => onChoose({ kind: 'time', time })}
          choices={earlier.map(({ changedAt, description }) => ({
            value: changedAt,
            label: changedAt.slice(0, 16).replace('T', ' '),
            description,
          }))}
        />
      )}
    </div>
  );
}
