import { Handle, Position, useUpdateNodeInternals } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import type { GraphNode, NodeKind } from '#core/graph/graph.ts';
import { listPorts } from '#core/graph/list-ports.ts';
import type { Port } from '#core/graph/node-definition.ts';
import { sizeOfNode } from './node-size.ts';
import { rejectedPort } from './rejected-port.ts';
import { useNodeText } from './use-node-text.ts';

interface NodePortsProps {
  readonly node: GraphNode;
  readonly connectable: boolean;
  /** Whether branch names are legible at this zoom. */
  readonly named: boolean;
}

/** Ports of a step: 12 px to see, 24 px to hit, named where there are several. */
export const NodePorts = memo(function NodePorts({ node, connectable, named }: NodePortsProps) {
  const { inputs, outputs } = listPorts(node);
  const { height } = sizeOfNode(node);
  useFreshHandles(node.id, [...inputs, ...outputs].map(({ id }) => id).join());
  const draw = (ports: readonly Port[], type: 'source' | 'target') =>
    ports.map((port, index) => (
      <PortHandle
        key={port.id}
        kind={node.kind}
        port={port}
        type={type}
        top={(height * (index + 1)) / (ports.length + 1)}
        connectable={connectable}
        name={named && ports.length > 1 ? placeName(index, ports.length) : null}
      />
    ));
  return (
    <>
      {draw(inputs, 'target')}
      {draw(outputs, 'source')}
    </>
  );
});

/** Tells the canvas to look again where the ports are, after settings have given the step others. */
function useFreshHandles(nodeId: string, ports: string): void {
  const update = useUpdateNodeInternals();
  const known = useRef(ports);
  useEffect(() => {
    if (known.current !== ports) update(nodeId);
    known.current = ports;
  }, [update, nodeId, ports]);
}

interface PortHandleProps {
  readonly kind: NodeKind;
  readonly port: Port;
  readonly type: 'source' | 'target';
  readonly top: number;
  readonly connectable: boolean;
  /** Where its name stands; null where it is not shown. */
  readonly name: string | null;
}

/** Names of the outer ports stand further out, so that the rows of an edge can be read between them. */
function placeName(index: number, count: number): string {
  if (index === 0) return '-translate-y-full -mt-2.5';
  return index === count - 1 ? 'mt-2.5' : '-translate-y-full';
}

function PortHandle({ kind, port, type, top, connectable, name }: PortHandleProps) {
  const { namePort } = useNodeText();
  const label = namePort(kind, port);
  const isInput = type === 'target';
  return (
    <Handle
      id={port.id}
      type={type}
      position={isInput ? Position.Left : Position.Right}
      isConnectable={connectable}
      title={label}
      // Dragging lines is for the pointer; the panel's "Rows from" and the outline do the same for everyone.
      aria-hidden
      className={`telar-port ${port.id === rejectedPort ? 'telar-rejected' : ''}`}
      style={{ top }}
    >
      {name !== null && (
        <span
          className={`pointer-events-none absolute top-1/2 max-w-32 truncate whitespace-nowrap rounded-small bg-canvas px-1 text-meta ${port.id === rejectedPort ? 'text-error' : 'text-ink-3'} ${name} ${isInput ? 'right-6' : 'left-6'}`}
        >
          {label}
        </span>
      )}
    </Handle>
  );
}
