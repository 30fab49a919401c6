import { Handle, Position } from '@xyflow/react';
import { memo } from 'react';
import type { NodeKind } from '#core/graph/graph.ts';
import type { Port } from '#core/graph/node-definition.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { nodeHeight } from './node-size.ts';
import { useNodeText } from './use-node-text.ts';

interface NodePortsProps {
  readonly kind: NodeKind;
  readonly connectable: boolean;
  /** Whether branch names are legible at this zoom. */
  readonly named: boolean;
}

/** Distance from the top at which a port of `total` stands. */
function placePort(index: number, total: number): number {
  return (nodeHeight * (index + 1)) / (total + 1);
}

/** Ports of a step: 12 px to see, 24 px to hit, named where there are several. */
export const NodePorts = memo(function NodePorts({ kind, connectable, named }: NodePortsProps) {
  const { inputs, outputs } = getNodeDefinition(kind);
  const draw = (ports: readonly Port[], type: 'source' | 'target') =>
    ports.map((port, index) => (
      <PortHandle
        key={port.id}
        kind={kind}
        port={port}
        type={type}
        top={placePort(index, ports.length)}
        connectable={connectable}
        named={named && ports.length > 1}
      />
    ));
  return (
    <>
      {draw(inputs, 'target')}
      {draw(outputs, 'source')}
    </>
  );
});

interface PortHandleProps {
  readonly kind: NodeKind;
  readonly port: Port;
  readonly type: 'source' | 'target';
  readonly top: number;
  readonly connectable: boolean;
  readonly named: boolean;
}

function PortHandle({ kind, port, type, top, connectable, named }: PortHandleProps) {
  const { namePort } = useNodeText();
  const label = namePort(kind, port.id);
  const isInput = type === 'target';
  return (
    <Handle
      id={port.id}
      type={type}
      position={isInput ? Position.Left : Position.Right}
      isConnectable={connectable}
      title={label}
      // Dragging lines is for the pointer; the panel's "Rows from" does the same for everyone.
      aria-hidden
      className="telar-port"
      style={{ top }}
    >
      {named && (
        <span
          className={`pointer-events-none absolute top-1/2 -translate-y-full whitespace-nowrap rounded-small bg-canvas px-1 text-ink-3 text-meta ${isInput ? 'right-6' : 'left-6'}`}
        >
          {label}
        </span>
      )}
    </Handle>
  );
}
