import type { ReactNode } from 'react';
import type { NodeKind } from '#core/graph/graph.ts';
import { getNodeDefinition } from '#core/graph/node-registry.ts';
import { categoryStyles } from './category-style.ts';
import { kindIcons } from './kind-icons.ts';
import { nodeWidth } from './node-size.ts';
import type { ZoomLevel } from './zoom-level.tsx';

export interface NodeFaceProps {
  readonly kind: NodeKind;
  readonly name: ReactNode;
  /** Canvas units. */
  readonly height: number;
  readonly summary: string;
  readonly zoom: ZoomLevel;
  readonly selected: boolean;
  readonly disabled: boolean;
  /** Status icon or problem mark, at the right. */
  readonly mark?: ReactNode;
  /** Colour of the border while a run passes. */
  readonly tone?: string | undefined;
}

const hatched =
  'bg-[repeating-linear-gradient(135deg,transparent_0_7px,color-mix(in_oklab,var(--line-strong)_22%,transparent)_7px_8px)]';

/** A step as the canvas shows it, without ports: shared by the builder and by the picture of a run. */
export function NodeFace(props: NodeFaceProps) {
  const { kind, name, height, summary, zoom, selected, disabled, mark, tone } = props;
  const style = categoryStyles[getNodeDefinition(kind).category];
  const Icon = kindIcons[kind];
  const border = selected ? 'border-accent ring-1 ring-accent' : (tone ?? 'border-line-strong/45');
  const frame = `relative flex items-center border bg-surface ${style.shape} ${border} ${disabled ? `opacity-60 ${hatched}` : ''}`;
  const size = { width: nodeWidth, height };
  if (zoom === 'block')
    return (
      <div className={frame} style={{ ...size, background: style.color }}>
        {mark !== undefined && <span className="absolute top-2 right-3 origin-top-right scale-[2]">{mark}</span>}
      </div>
    );
  const large = zoom === 'name';
  return (
    <div className={`${frame} gap-3 px-3`} style={size}>
      <span
        className={`flex shrink-0 items-center justify-center rounded-control ${style.tile} ${large ? 'size-12' : 'size-8'}`}
      >
        <Icon aria-hidden className={large ? 'size-7' : 'size-[18px]'} strokeWidth={1.75} />
      </span>
      <span className="min-w-0 flex-1 text-left">
        <span className={`block truncate font-medium text-ink ${large ? 'text-page' : 'text-ui'}`}>{name}</span>
        {!large && <span className="block truncate text-meta text-ink-2">{summary}</span>}
      </span>
      {mark}
    </div>
  );
}
