const places = ['connectionId', 'mode', 'schema', 'table', 'query', 'url', 'method', 'fileId', 'rowsPath'] as const;

/** Text that is equal for settings that read from the same place, whatever is chosen for its fields. */
export function identifySource(settings: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(places.map((place) => settings[place] ?? null));
}
