import type { GraphNode, NodeKind } from '#core/graph/graph.ts';
import type { SettingsOf } from '#core/graph/node-registry.ts';

/** What every settings form is given. A change is one undo step with the changes to the same settings before it. */
export interface NodeFormProps<Kind extends NodeKind = NodeKind> {
  readonly node: GraphNode;
  readonly settings: SettingsOf<Kind>;
  readonly change: (part: Partial<SettingsOf<Kind>>) => void;
}
