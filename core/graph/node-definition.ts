import type { z } from 'zod';
import type { NodeKind } from './graph.ts';
import type { Problem } from './problem.ts';

export type NodeCategory = 'trigger' | 'source' | 'transform' | 'target' | 'note';

/** A place where an edge starts or ends. Labels are `nodes.<kind>.ports.<id>` in the catalogues. */
export interface Port {
  readonly id: string;
  /** What the user calls it, instead of the label. */
  readonly name?: string;
  /** Whether an input accepts several edges (union). Outputs always do. */
  readonly multiple?: boolean;
  readonly required?: boolean;
  /** An input whose rows are looked at but not passed on, so that they do not count as rows that come in. */
  readonly consulted?: boolean;
}

export interface Ports {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** A message key under `nodes.<kind>.summary` with its values: the second line on the canvas. */
export interface Summary {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What a node kind means, free of SQL and of React. */
export interface NodeDefinition<Settings = Record<string, unknown>> {
  readonly kind: NodeKind;
  readonly category: NodeCategory;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Where the settings decide about the ports; `inputs` and `outputs` are then those of the defaults. */
  readonly portsOf?: (settings: Settings) => Ports;
  /** Accepts incomplete drafts: emptiness is a problem, not a parse failure. */
  readonly settings: z.ZodType<Settings>;
  readonly defaults: Settings;
  /** Problems visible from the settings alone. `nodeId` is filled in by the caller. */
  readonly check: (settings: Settings) => Omit<Problem, 'nodeId'>[];
  readonly summarize: (settings: Settings) => Summary;
}

/** Fixes the settings type of a definition while leaving the registry uniform. */
export function defineNode<Settings>(definition: NodeDefinition<Settings>): NodeDefinition<Settings> {
  return definition;
}
