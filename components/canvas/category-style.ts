import type { NodeCategory } from '#core/graph/node-definition.ts';

interface CategoryStyle {
  /** Classes of the icon tile. */
  readonly tile: string;
  /** The silhouette that tells the category without colour. */
  readonly shape: string;
  /** CSS colour for places that take no classes. */
  readonly color: string;
}

export const categoryStyles = {
  trigger: {
    tile: 'bg-trigger/12 text-trigger',
    shape: 'rounded-l-[36px] rounded-r-card pl-4',
    color: 'var(--trigger)',
  },
  source: { tile: 'bg-source/12 text-source', shape: 'rounded-l-none rounded-r-card', color: 'var(--source)' },
  transform: { tile: 'bg-transform/12 text-transform', shape: 'rounded-card', color: 'var(--transform)' },
  target: {
    tile: 'bg-target/12 text-target',
    shape: 'rounded-r-[36px] rounded-l-card pr-4',
    color: 'var(--target)',
  },
  note: { tile: 'bg-warning/12 text-warning', shape: 'rounded-card', color: 'var(--warning)' },
} satisfies Record<NodeCategory, CategoryStyle>;
