'use client';

import { useTranslations } from 'next-intl';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useBuilder, useBuilderStore } from '#components/builder/builder-context.tsx';
import { changeSettings } from '#components/builder/graph-edits.ts';
import { useNodeText } from '#components/canvas/use-node-text.ts';
import type { Graph } from '#core/graph/graph.ts';
import { findNode, incomingEdges } from '#core/graph/graph-queries.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import type { AnyNodeForm } from './forms/form-registry.ts';
import { InputsSection } from './inputs-section.tsx';
import { PanelHeader } from './panel-header.tsx';
import { PanelProblems } from './panel-problems.tsx';
import { panelStyle } from './panel-style.ts';

/** The settings of a step, with the form of its kind. */
export function OpenPanel({ nodeId, Form }: { nodeId: string; Form: AnyNodeForm }) {
  const t = useTranslations('builder.panel');
  const store = useBuilderStore();
  const text = useNodeText();
  const node = useBuilder((state) => findNode(state.graph, nodeId));
  const inputsFirst = useBuilder((state) => asksForInputs(state.graph, nodeId));
  const readOnly = useBuilder((state) => state.readOnly);
  const isWide = useBuilder((state) => state.panelWide);
  const panel = useRef<HTMLElement>(null);
  useFocusedField(panel);
  const change = useCallback(
    (part: Record<string, unknown>) => {
      const { graph, edit } = store.getState();
      const current = findNode(graph, nodeId);
      if (current !== undefined) edit([changeSettings(current, part)], `${nodeId}:${Object.keys(part).join()}`);
    },
    [store, nodeId],
  );
  if (node === undefined) return null;
  const definition = getNodeDefinition(node.kind);
  const parsed = definition.settings.safeParse(node.settings);
  const seal = () => store.getState().seal();
  return (
    <aside
      ref={panel}
      aria-label={t('title', { name: node.name })}
      className={panelStyle}
      data-wide={(isWide && definition.category === 'target') || undefined}
      onBlurCapture={seal}
      onPointerDownCapture={seal}
    >
      <PanelHeader node={node} />
      <fieldset
        disabled={readOnly}
        className="flex min-h-0 min-w-0 flex-1 flex-col gap-4 overflow-y-auto overscroll-contain *:shrink-0 px-4 pt-3 pb-6"
      >
        {definition.category !== 'note' && <p className="text-ink-2 text-ui text-pretty">{text.summarize(node)}</p>}
        <PanelProblems node={node} />
        {inputsFirst && <InputsSection node={node} />}
        <Form node={node} settings={parsed.success ? parsed.data : definition.defaults} change={change} />
        {!inputsFirst && <InputsSection node={node} />}
      </fieldset>
    </aside>
  );
}

/** Whether where rows come from is the first question: while nothing arrives, and where there are several inputs. */
function asksForInputs(graph: Graph, nodeId: string): boolean {
  const node = findNode(graph, nodeId);
  if (node === undefined) return false;
  const { inputs } = getNodeDefinition(node.kind);
  return inputs.length > 1 || inputs[0]?.multiple === true || incomingEdges(graph, nodeId).length === 0;
}

/** What stands beside a label is not the control that is asked for. */
const button = 'button:not([data-aside] *)';
const invalidControls = `[data-invalid] [contenteditable="true"], [data-invalid] input, [data-invalid] textarea, [data-invalid] ${button}, input[data-invalid], textarea[data-invalid]`;
const controls = `fieldset input:not([type="file"]), fieldset textarea, fieldset ${button}`;

/** Moves to the control that holds a problem, else to the first one, when someone asks to edit the step. */
function useFocusedField(panel: RefObject<HTMLElement | null>): void {
  const field = useBuilder((state) => state.focusedField);
  useEffect(() => {
    if (field === null) return;
    const frame = requestAnimationFrame(() => {
      const invalid = field === '' ? null : panel.current?.querySelector<HTMLElement>(invalidControls);
      const control = invalid ?? panel.current?.querySelector<HTMLElement>(controls);
      control?.scrollIntoView({ block: 'nearest' });
      control?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [field, panel]);
}
