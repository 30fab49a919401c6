import type { Problem } from './problem.ts';

type SettingsProblem = Omit<Problem, 'nodeId'>;

interface Named {
  readonly name: string;
  /** The setting that holds the name. */
  readonly path: string;
}

/** Problems of the names that a step gives to columns: none may be empty or repeated, whatever its case. */
export function checkNames(columns: readonly Named[]): SettingsProblem[] {
  const taken = new Set<string>();
  return columns.flatMap(({ name, path }): SettingsProblem[] => {
    if (name === '') return [{ code: 'name_missing', field: path, severity: 'error' }];
    const key = name.toLowerCase();
    if (taken.has(key)) return [{ code: 'field_name_repeated', params: { name }, field: path, severity: 'error' }];
    taken.add(key);
    return [];
  });
}

/** Problems of settings that must name a field. */
export function checkChosen(values: readonly { readonly value: string; readonly path: string }[]): SettingsProblem[] {
  return values.flatMap(({ value, path }) =>
    value === '' ? [{ code: 'field_missing', field: path, severity: 'error' as const }] : [],
  );
}
