/** Reads JSON text that may stop anywhere, such as the first megabyte of a large file. */

const whitespace = /[\s\uFEFF]*/y;
const scalar = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=[\s,\]}])|true|false|null/y;
const text = /"[^"\\]*(?:\\.[^"\\]*)*"/sy;

/** Where JSON stops being JSON: not the end of the text, but a character that cannot be. */
export class JsonSyntaxError extends Error {
  readonly position: number;

  constructor(position: number) {
    super(`Unexpected character at ${position}`);
    this.position = position;
  }
}

/** The value as far as the text goes: a list that is cut off keeps its whole elements. Throws JsonSyntaxError. */
export function parsePartialJson(source: string): unknown {
  const reader = createReader(source);
  return reader.readValue(0, (value) => value)?.value;
}

/** Texts of the complete records of the list at the path, at most `limit`. Throws JsonSyntaxError. */
export function sliceRecords(source: string, path: readonly string[], limit: number): string[] {
  const reader = createReader(source);
  const records: string[] = [];
  let start: number | undefined = reader.skipBlank(0);
  for (const key of path) {
    start = reader.findMember(start, key);
    if (start === undefined) return [];
  }
  if (source[start] !== '[') {
    const value = reader.readValue(start, () => undefined);
    return value?.complete ? [source.slice(start, value.end)] : [];
  }
  reader.readElements(start, (from, to) => {
    records.push(source.slice(from, to));
    return records.length < limit;
  });
  return records;
}

interface ReadValue {
  readonly value: unknown;
  readonly end: number;
  readonly complete: boolean;
}

function createReader(source: string) {
  const skipBlank = (at: number): number => {
    whitespace.lastIndex = at;
    whitespace.exec(source);
    return whitespace.lastIndex;
  };
  const match = (pattern: RegExp, at: number): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };

  /** Undefined when the text ends before the value does and there is nothing to keep of it. */
  function readValue(from: number, keep: (value: unknown) => unknown): ReadValue | undefined {
    const at = skipBlank(from);
    if (at >= source.length) return undefined;
    if (source[at] === '[') return readList(at, keep);
    if (source[at] === '{') return readObject(at, keep);
    const token = match(source[at] === '"' ? text : scalar, at);
    if (token !== undefined) return { value: keep(parseToken(token, at)), end: at + token.length, complete: true };
    if (isCutToken(at)) return undefined;
    throw new JsonSyntaxError(at);
  }

  /** Whether the text stops inside a string, number or word. */
  function isCutToken(at: number): boolean {
    const rest = source.slice(at);
    if (rest.startsWith('"')) return match(text, at) === undefined;
    if (/^-?[\d.eE+-]*$/.test(rest)) return true;
    return ['true', 'false', 'null'].some((word) => word.startsWith(rest));
  }

  function readElements(
    start: number,
    each: (from: number, to: number, value: unknown) => boolean,
    keep: (value: unknown) => unknown = noValue,
  ) {
    let at = skipBlank(start + 1);
    if (source[at] === ']') return { end: at + 1, complete: true };
    for (;;) {
      const element = readValue(at, keep);
      if (!element?.complete || !each(at, element.end, element.value)) return { end: source.length, complete: false };
      at = skipBlank(element.end);
      if (source[at] === ']') return { end: at + 1, complete: true };
      if (at >= source.length) return { end: at, complete: false };
      if (source[at] !== ',') throw new JsonSyntaxError(at);
      at = skipBlank(at + 1);
    }
  }

  function readList(start: number, keep: (value: unknown) => unknown): ReadValue {
    const list: unknown[] = [];
    const { end, complete } = readElements(
      start,
      (_from, _to, value) => {
        list.push(value);
        return true;
      },
      keep,
    );
    return { value: keep(list), end, complete };
  }

  function readMembers(start: number, each: (key: string, from: number) => ReadValue | undefined): ReadValue {
    let at = skipBlank(start + 1);
    if (source[at] === '}') return { value: undefined, end: at + 1, complete: true };
    const cut = { value: undefined, end: source.length, complete: false };
    for (;;) {
      const key = match(text, at);
      if (key === undefined) {
        if (at >= source.length || (source[at] === '"' && isCutToken(at))) return cut;
        throw new JsonSyntaxError(at);
      }
      at = skipBlank(at + key.length);
      if (at >= source.length) return cut;
      if (source[at] !== ':') throw new JsonSyntaxError(at);
      const member = each(parseToken(key, at) as string, skipBlank(at + 1));
      if (member === undefined || !member.complete) return cut;
      at = skipBlank(member.end);
      if (source[at] === '}') return { value: undefined, end: at + 1, complete: true };
      if (at >= source.length) return cut;
      if (source[at] !== ',') throw new JsonSyntaxError(at);
      at = skipBlank(at + 1);
    }
  }

  function readObject(start: number, keep: (value: unknown) => unknown): ReadValue {
    const entries: [string, unknown][] = [];
    const { end, complete } = readMembers(start, (key, from) => {
      const member = readValue(from, keep);
      if (member !== undefined) entries.push([key, member.value]);
      return member;
    });
    return { value: keep(Object.fromEntries(entries)), end, complete };
  }

  function findMember(start: number, wanted: string): number | undefined {
    if (source[start] !== '{') return undefined;
    let found: number | undefined;
    readMembers(start, (key, from) => {
      if (key !== wanted) return readValue(from, noValue);
      found = from;
      return undefined;
    });
    return found;
  }

  return { skipBlank, readValue, readElements, findMember };
}

function parseToken(token: string, at: number): unknown {
  try {
    return JSON.parse(token);
  } catch {
    throw new JsonSyntaxError(at);
  }
}

function noValue(): undefined {
  return undefined;
}
