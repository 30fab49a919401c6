import { Plus } from 'lucide-react';
import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import { findCommands } from './find-commands.ts';

const command = (label: string, more: Partial<Command> = {}): Command => ({
  ...{ id: label, label, icon: Plus, run: () => {}, ...more },
});
const groups = [
  { value: 'Add', items: [command('Aggregate', { words: 'count group' }), command('Count rows', { onlyTyped: true })] },
  { value: 'Go to', items: [command('Countries', { onlyTyped: true }), command('Runs')] },
  { value: 'Do', items: [command('Sign out')] },
];
const labels = (typed: string) =>
  findCommands(groups, typed).map(({ value, items }) => [value, ...items.map(({ label }) => label)]);

describe('findCommands', () => {
  it('puts what is called so before what other words find', () => {
    expect(labels('count')).toEqual([
      ['Add', 'Count rows', 'Aggregate'],
      ['Go to', 'Countries'],
    ]);
  });

  it('puts a group with a label that fits before one without', () => {
    expect(labels('countr')).toEqual([['Go to', 'Countries']]);
    expect(
      findCommands(
        [groups[0] ?? { value: '', items: [] }, { value: 'Go to', items: [command('Group of runs')] }],
        'group',
      )[0]?.value,
    ).toBe('Go to');
  });

  it('offers what is usual while nothing is typed', () => {
    expect(labels(' ')).toEqual([
      ['Add', 'Aggregate'],
      ['Go to', 'Runs'],
      ['Do', 'Sign out'],
    ]);
  });
});
