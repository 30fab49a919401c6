import { collectInventory, type Inventory } from './collect-inventory.ts';
import { defineCommand, type Terminal } from './command.ts';
import { formatTable } from './format-table.ts';

/** `telar inventory`: what this installation can do. */
export const inventory = defineCommand({
  name: 'inventory',
  arguments: [],
  options: { json: { type: 'flag' } },
  run: async (_args, { json }, terminal) => {
    const collected = await collectInventory(process.cwd());
    terminal.print(json ? JSON.stringify(collected, null, 2) : formatInventory(collected, terminal));
    return 0;
  },
});

function formatInventory(collected: Inventory, terminal: Terminal): string {
  return Object.entries(collected)
    .map(([name, items]) => formatPart(name, items, terminal))
    .join('\n\n');
}

function formatPart(name: string, items: readonly (string | object)[], { say }: Terminal): string {
  const title = say(`inventory.${name}`, { count: items.length });
  const [first] = items;
  if (first === undefined) return title;
  if (typeof first === 'string') return `${title}\n${items.join(', ')}`;
  const columns = Object.keys(first).map((key) => ({ title: say(`columns.${key}`) }));
  const rows = items.map((item) => Object.values(item).map((value) => formatValue(value, say)));
  return `${title}\n${formatTable(columns, rows)}`;
}

function formatValue(value: unknown, say: Terminal['say']): string {
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  return Array.isArray(value) ? value.join(', ') : String(value);
}
