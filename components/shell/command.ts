import type { LucideIcon } from 'lucide-react';

export interface Command {
  readonly id: string;
  readonly label: string;
  /** Other words that find it. */
  readonly words?: string;
  readonly icon: LucideIcon;
  /** The key that does the same without the palette. */
  readonly shortcut?: string;
  /** Only offered to who types something: one of very many. */
  readonly onlyTyped?: boolean;
  /** Moves the focus by itself, so that it does not go back to where it was. */
  readonly takesFocus?: boolean;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly value: string;
  readonly items: readonly Command[];
}

/** What a part of the screen offers at the moment it is asked. */
export type CommandSource = () => readonly CommandGroup[];

/** Groups without repeated names and without empty ones, in the order in which they come first. */
export function mergeGroups(groups: readonly CommandGroup[]): CommandGroup[] {
  const merged = new Map<string, readonly Command[]>();
  for (const { value, items } of groups) merged.set(value, [...(merged.get(value) ?? []), ...items]);
  return [...merged].flatMap(([value, items]) => (items.length === 0 ? [] : [{ value, items }]));
}
