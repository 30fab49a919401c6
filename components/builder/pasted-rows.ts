const delimiters = ['\t', ';', ',', '|'];

/** Rows in pasted text: records of JSON, or lines below a line of names. Null when it is something else. */
export function countPastedRows(text: string): number | null {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) return countRecords(trimmed);
  const lines = trimmed.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [names = '', ...rows] = lines;
  const delimiter = delimiters.find((candidate) => names.includes(candidate));
  const isTable = delimiter !== undefined && rows.length > 0 && rows.every((row) => row.includes(delimiter));
  return isTable ? rows.length : null;
}

function countRecords(text: string): number | null {
  try {
    const json: unknown = JSON.parse(text);
    const records = Array.isArray(json) ? json : [json];
    const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
    return records.length > 0 && records.every(isRecord) ? records.length : null;
  } catch {
    return null;
  }
}

export function looksLikeTable(text: string): boolean {
  return countPastedRows(text) !== null;
}

/** The pasted text as a file: its name says what is in it. */
export function createPastedFile(text: string, name: string): File {
  const isJson = /^\s*[[{]/.test(text);
  return new File([text], `${name}.${isJson ? 'json' : 'csv'}`, { type: isJson ? 'application/json' : 'text/csv' });
}
