import { z } from 'zod';
import { connectionKinds, sourceConnectors, targetConnectors } from '#connectors/registry.ts';
import { locales } from '#core/contracts/identity.ts';
import { listFormulaFunctions } from '#core/formula/function-registry.ts';
import type { NodeDefinition } from '#core/graph/node-definition.ts';
import { listNodeDefinitions } from '#core/graph/node-registry.ts';
import { listGatewayRoutes } from '#gateway/list-gateway-routes.ts';
import { listApiRoutes, type Route } from './list-api-routes.ts';

export interface Inventory {
  readonly nodes: readonly {
    readonly kind: string;
    readonly category: string;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
  }[];
  readonly connectors: readonly { readonly name: string; readonly reads: boolean; readonly writes: boolean }[];
  readonly connections: readonly { readonly connector: string; readonly fields: readonly string[] }[];
  /** Datasets that are there before anything is connected. */
  readonly streams: readonly { readonly connector: string; readonly name: string }[];
  readonly actions: readonly { readonly connector: string; readonly name: string }[];
  readonly formulaFunctions: readonly {
    readonly name: string;
    readonly category: string;
    readonly signature: string;
  }[];
  readonly templates: readonly string[];
  readonly apiRoutes: readonly Route[];
  readonly gatewayRoutes: readonly Route[];
  readonly languages: readonly string[];
}

/** What this installation can do, read from its registries. */
export async function collectInventory(root: string): Promise<Inventory> {
  const definitions = listNodeDefinitions();
  return {
    nodes: definitions.map(({ kind, category, inputs, outputs }) => ({
      kind,
      category,
      inputs: inputs.map(({ id }) => id),
      outputs: outputs.map(({ id }) => id),
    })),
    connectors: listConnectors(),
    connections: Object.values(connectionKinds).map(({ connector, configFields, secretFields }) => ({
      connector,
      fields: [...configFields, ...secretFields].map(({ name }) => name),
    })),
    streams: definitions
      .filter(({ kind }) => kind in sourceConnectors)
      .flatMap((node) => listChoices(node, 'dataset').map((name) => ({ connector: connectorOf(node.kind), name }))),
    actions: definitions.filter(({ kind }) => kind in targetConnectors).flatMap(listActions),
    formulaFunctions: listFormulaFunctions().map(({ name, category, signature }) => ({ name, category, signature })),
    templates: [],
    apiRoutes: await listApiRoutes(root),
    gatewayRoutes: await listGatewayRoutes(),
    languages: locales,
  };
}

function listConnectors(): Inventory['connectors'] {
  const reading = new Set(Object.keys(sourceConnectors).map(connectorOf));
  const writing = new Set(Object.keys(targetConnectors).map(connectorOf));
  return [...new Set([...reading, ...writing])]
    .sort()
    .map((name) => ({ name, reads: reading.has(name), writes: writing.has(name) }));
}

/** What a target can do: its modes, methods or formats, whichever its settings let people choose. */
function listActions(node: NodeDefinition): Inventory['actions'] {
  const choices = ['mode', 'method', 'format'].flatMap((setting) => listChoices(node, setting));
  return choices.map((name) => ({ connector: connectorOf(node.kind), name }));
}

/** The values that a setting of the node may have, when they are few. */
function listChoices({ settings }: NodeDefinition, setting: string): string[] {
  const schema = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  const property = schema.properties?.[setting];
  return typeof property === 'object' ? (property.enum ?? []).map(String) : [];
}

/** Node kinds are named after the connector that serves them. */
function connectorOf(kind: string): string {
  return kind.replace(/-(source|target|trigger)$/, '');
}
