import type { Command } from './command.ts';

/** Every command; only the one that runs is loaded, with what it needs. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  validate: async () => (await import('./validate.ts')).validate,
  run: async () => (await import('./run.ts')).run,
  export: async () => (await import('./export.ts')).exportCommand,
  import: async () => (await import('./import.ts')).importCommand,
  keys: async () => (await import('./keys/list.ts')).list,
  'keys rotate': async () => (await import('./keys/rotate.ts')).rotate,
  'keys split': async () => (await import('./keys/split.ts')).split,
  'keys recover': async () => (await import('./keys/recover.ts')).recover,
  'keys drill': async () => (await import('./keys/drill.ts')).drill,
  'keys import': async () => (await import('./keys/import.ts')).importKeyCommand,
  'keys generate': async () => (await import('./keys/generate.ts')).generate,
  'keys adopt': async () => (await import('./keys/adopt.ts')).adopt,
  inventory: async () => (await import('./inventory.ts')).inventory,
};
