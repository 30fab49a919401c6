export const dateUnits = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type DateUnit = (typeof dateUnits)[number];

const spanishUnits: Readonly<Record<string, DateUnit>> = {
  segundo: 'second',
  minuto: 'minute',
  hora: 'hour',
  dia: 'day',
  semana: 'week',
  mes: 'month',
  trimestre: 'quarter',
  año: 'year',
};

/** Reads `day`, `days`, `Día` or `meses`; undefined when it is no unit. */
export function parseDateUnit(text: string): DateUnit | undefined {
  const word = text.trim().toLowerCase().replaceAll('í', 'i');
  const forms = [word, word.replace(/s$/, ''), word.replace(/es$/, '')];
  return forms.map((form) => spanishUnits[form] ?? dateUnits.find((unit) => unit === form)).find(Boolean);
}

/** Whether the unit is shorter than a day. */
export function isTimeUnit(unit: DateUnit): boolean {
  return unit === 'second' || unit === 'minute' || unit === 'hour';
}
