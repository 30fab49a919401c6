import type { Command } from './command.ts';

/** Every command; only the one that runs is loaded, with what it needs. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  validate: async () => (await import('./validate.ts')).validate,
  run: async () => (await import('./run.ts')).run,
  export: async () => (await import('./export.ts')).exportCommand,
  import: async () => (await import('./import.ts')).importCommand,
  inventory: async () => (await import('./inventory.ts')).inventory,
};
