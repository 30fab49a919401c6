'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { type ComponentProps, memo, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import type { PreviewState } from '#components/builder/builder-store.ts';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import { askToSend } from '#components/test-run/ask-to-send.ts';
import { PickedActions } from '#components/test-run/picked-actions.tsx';
import { findShownOutput } from '#components/test-run/shown-output.ts';
import { usePicking } from '#components/test-run/use-picking.ts';
import { SegmentedControl } from '#components/ui/segmented-control.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Grid, PreviewResponse } from '#core/contracts/pipelines.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { ChangedColumns } from './changed-columns.tsx';
import { compareColumns, createCellComparison } from './compare-columns.ts';
import { findSourceRow } from './find-source-row.ts';
import { findPersonalColumns } from './personal-data.ts';
import { PreviewGrid } from './preview-grid.tsx';
import { ProblemList } from './problem-list.tsx';
import { useValueSteps, type ViewedRows } from './use-value-steps.ts';
import type { ValueStep } from './value-steps.ts';

interface PreviewPanesProps extends Hiding {
  readonly state: PreviewState;
  readonly nodeId: string | null;
}

interface Hiding {
  /** Whether values that tell who somebody is are hidden. */
  readonly isHidden: boolean;
  readonly reveal: (revealed: boolean) => void;
}

/** Input beside output; rows that newer ones will replace are dimmed, never taken away. */
export const PreviewPanes = memo(function PreviewPanes({ state, nodeId, ...hiding }: PreviewPanesProps) {
  const t = useTranslations('builder.preview');
  const { response: preview, stale } = state;
  const isTarget = useBuilder(({ graph }) => {
    const kind = graph.nodes.find(({ id }) => id === nodeId)?.kind;
    return kind !== undefined && getNodeDefinition(kind).category === 'target';
  });
  if (nodeId === null) return <Hint>{t('noSteps')}</Hint>;
  if (preview === null) return state.error === null ? <LoadingRows /> : <Hint>{state.error || t('unreachable')}</Hint>;
  return (
    <div
      aria-busy={stale}
      className={`flex min-h-0 flex-1 transition-opacity duration-200 ${stale ? 'opacity-55' : ''}`}
    >
      <Panes preview={preview} nodeId={nodeId} isTarget={isTarget && preview.inputs.length > 0} {...hiding} />
    </div>
  );
});

interface PanesProps extends Hiding {
  readonly preview: PreviewResponse;
  readonly nodeId: string;
  readonly isTarget: boolean;
}

function Panes({ preview, nodeId, isTarget, ...hiding }: PanesProps) {
  const t = useTranslations('builder.preview');
  const { inputs } = preview;
  const store = useBuilderStore();
  const port = useBuilder((state) => findShownOutput(state)?.port.id ?? 'rows');
  const output = preview.otherOutputs.find((other) => other.port === port)?.grid ?? preview.output;
  const grids = useMemo(() => inputs.map(({ grid }) => grid), [inputs]);
  const changes = useMemo(() => (output === null ? [] : compareColumns(grids, output)), [grids, output]);
  const [focus, setFocus] = useState<{ column: number } | null>(null);
  const isCellChanged = useMemo(() => (output === null ? null : createCellComparison(grids, output)), [grids, output]);
  const [row, setRow] = useState<number | null>(null);
  const [input] = grids;
  const markedRow = useMemo(
    () =>
      row === null || output === null || input === undefined || grids.length > 1
        ? null
        : findSourceRow(input, output, row),
    [row, output, input, grids],
  );
  const node = useBuilder(({ graph }) => graph.nodes.find(({ id }) => id === nodeId));
  const readOnly = useBuilder((state) => state.readOnly);
  const canSend = isTarget && !readOnly && node?.kind !== 'file-target';
  const picking = usePicking(nodeId, port, output);
  return (
    <>
      {inputs.length > 0 && (
        <InputPane
          inputs={inputs}
          nodeId={nodeId}
          title={isTarget ? t('written') : t('input')}
          canSend={canSend}
          markedRow={markedRow}
          {...hiding}
        />
      )}
      {isTarget ? null : output === null ? (
        <ProblemList
          problems={preview.problems}
          nodeId={nodeId}
          blocked={t('blocked')}
          empty={t(inputs.length > 0 ? 'noOutput' : 'notYet')}
        />
      ) : (
        <Pane
          title={inputs.length === 0 ? t('rows') : t('output')}
          grid={output}
          difference={describeDifference(grids, output)}
          aside={
            <div className="flex items-center gap-2">
              <PickedActions nodeId={nodeId} />
              <OutputChoice
                preview={preview}
                nodeId={nodeId}
                port={port}
                onPick={(shownPort) => store.getState().set({ shownPort })}
              />
              <ChangedColumns grid={output} changes={changes} onPick={(column) => setFocus({ column })} />
            </div>
          }
        >
          <ViewedGrid
            key={port}
            grid={output}
            label={t('output')}
            changes={changes}
            isCellChanged={isCellChanged}
            focus={focus}
            onActiveRow={setRow}
            rows={{ nodeId, port }}
            picking={picking}
            {...hiding}
          />
        </Pane>
      )}
    </>
  );
}

interface OutputChoiceProps {
  readonly preview: PreviewResponse;
  readonly nodeId: string;
  readonly port: string;
  readonly onPick: (port: string) => void;
}

/** The output whose rows are shown, where a step has several. */
function OutputChoice({ preview, nodeId, port, onPick }: OutputChoiceProps) {
  const t = useTranslations('builder.preview');
  const { namePort } = useNodeText();
  const node = useBuilder(({ graph }) => graph.nodes.find(({ id }) => id === nodeId));
  if (node === undefined || preview.otherOutputs.length === 0) return null;
  const choices = listPorts(node).outputs.map((output) => ({ value: output.id, label: namePort(node.kind, output) }));
  return <SegmentedControl label={t('output')} value={port} onChange={onPick} choices={choices} />;
}

/** Rows the step took out of its only input. */
function describeDifference(inputs: readonly Grid[], output: Grid): number {
  const [input] = inputs;
  return input === undefined || inputs.length > 1 ? 0 : output.rowCount - input.rowCount;
}

interface InputPaneProps extends Hiding {
  readonly inputs: PreviewResponse['inputs'];
  readonly nodeId: string;
  readonly title: string;
  readonly markedRow: number | null;
  /** Whether single rows can be sent for real. */
  readonly canSend: boolean;
}

function InputPane({ inputs, nodeId, title, markedRow, canSend, ...hiding }: InputPaneProps) {
  const t = useTranslations('builder.preview');
  const store = useBuilderStore();
  const sendRow = useCallback((place: number) => askToSend(store, nodeId, place), [store, nodeId]);
  const nodes = useBuilder((state) => state.graph.nodes);
  const { namePort } = useNodeText();
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, inputs.length - 1);
  const input = inputs[index];
  if (input === undefined) return null;
  const choices = inputs.map(({ nodeId }, place) => ({
    value: String(place),
    label: nodes.find(({ id }) => id === nodeId)?.name ?? namePort('join', { id: inputs[place]?.port ?? '' }),
  }));
  return (
    <Pane
      title={title}
      grid={input.grid}
      difference={0}
      aside={
        inputs.length > 1 && (
          <SegmentedControl
            label={t('input')}
            value={String(index)}
            onChange={(next) => setChosen(Number(next))}
            choices={choices}
          />
        )
      }
    >
      <ViewedGrid
        key={index}
        grid={input.grid}
        label={t('input')}
        markedRow={markedRow}
        rows={{ nodeId: input.nodeId, to: { nodeId, port: input.port } }}
        {...(canSend && { onSendRow: sendRow })}
        {...hiding}
      />
    </Pane>
  );
}

type ViewedGridProps = ComponentProps<typeof PreviewGrid> & Hiding & { readonly rows: ViewedRows };

/** Rows whose values can be hidden, and made into steps where they pass. */
function ViewedGrid({ rows, isHidden, reveal, ...props }: ViewedGridProps) {
  const readOnly = useBuilder((state) => state.readOnly);
  const addStep = useValueSteps();
  const place = useRef(rows);
  useEffect(() => {
    place.current = rows;
  });
  const onAddStep = useCallback((step: ValueStep) => addStep(step, place.current), [addStep]);
  const onReveal = useCallback(() => reveal(true), [reveal]);
  const masked = useMemo(() => (isHidden ? findPersonalColumns(props.grid) : null), [isHidden, props.grid]);
  return <PreviewGrid {...props} masked={masked} onReveal={onReveal} {...(!readOnly && { onAddStep })} />;
}

interface PaneProps {
  readonly title: string;
  readonly grid: Grid;
  readonly difference: number;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

function Pane({ title, grid, difference, aside, children }: PaneProps) {
  const t = useTranslations('builder.preview');
  const format = useFormatter();
  return (
    <div className="flex min-w-0 flex-1 flex-col border-line border-r last:border-r-0">
      <div className="flex h-8 shrink-0 items-center gap-2 px-3 text-ink-2 text-meta">
        <h3 className="font-medium text-ink">{title}</h3>
        <span>{t('rowCount', { rows: grid.rowCount })}</span>
        {difference !== 0 && (
          <span className="text-ink-3">
            {difference > 0 ? '+' : '−'}
            {format.number(Math.abs(difference), { useGrouping: 'always' })}
          </span>
        )}
        <span>{t('columnCount', { columns: grid.fields.length })}</span>
        {aside && <div className="ml-auto min-w-0">{aside}</div>}
      </div>
      <div className="min-h-0 flex-1 border-line border-t">
        {grid.rowCount === 0 ? <Hint>{t('noRows')}</Hint> : children}
      </div>
    </div>
  );
}

function Hint({ children }: { children: ReactNode }) {
  return <p className="flex flex-1 items-center justify-center p-6 text-center text-ink-3 text-ui">{children}</p>;
}

function LoadingRows() {
  return (
    <div className="flex flex-1 flex-col gap-2 p-3">
      {[92, 78, 85, 70].map((width) => (
        <span key={width} style={{ width: `${width}%` }}>
          <Skeleton className="h-4 w-full" />
        </span>
      ))}
    </div>
  );
}
