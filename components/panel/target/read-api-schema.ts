import { checkPattern } from '#core/formula/check-pattern.ts';
import type { FieldType } from '#core/graph/field-type.ts';
import type { AcceptedField } from '#core/graph/nodes/accepted-field.ts';

/** A body that an API takes, as its document describes it. */
export interface ApiBody {
  /** `POST /contacts`, or the title of a schema; empty where it has none. */
  readonly name: string;
  readonly fields: readonly AcceptedField[];
}

type Schema = Readonly<Record<string, unknown>>;

const methods = ['post', 'put', 'patch'];
const maxDepth = 20;
const maxFields = 1600;

/** The bodies that a JSON Schema or an OpenAPI document describes, with what it says of their fields; none where it is neither. */
export function readApiSchema(text: string): ApiBody[] {
  const document = parse(text);
  if (document === null) return [];
  const bodies = isSchema(document.paths)
    ? listOperations(document)
    : [{ name: typeof document.title === 'string' ? document.title : '', schema: document }];
  return bodies.flatMap(({ name, schema }) => {
    const fields = listFields(document, findRow(document, schema));
    return fields.length === 0 ? [] : [{ name, fields }];
  });
}

function parse(text: string): Schema | null {
  try {
    const value: unknown = JSON.parse(text);
    return isSchema(value) ? value : null;
  } catch {
    return null;
  }
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Requests with a body of JSON, of OpenAPI 3; of Swagger 2, those with a body parameter. */
function listOperations(document: Schema): { name: string; schema: unknown }[] {
  return Object.entries(document.paths as Schema).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = isSchema(item) ? item[method] : undefined;
      if (!isSchema(operation)) return [];
      const body = resolve(document, operation.requestBody);
      const content = isSchema(body.content) ? Object.entries(body.content) : [];
      const [, json] = content.find(([type]) => /\bjson\b/i.test(type)) ?? [];
      const parameters = Array.isArray(operation.parameters) ? operation.parameters : [];
      const inBody: unknown = parameters.find((parameter) => isSchema(parameter) && parameter.in === 'body');
      const holder = isSchema(json) ? json : inBody;
      const name = `${method.toUpperCase()} ${path}`;
      return isSchema(holder) && holder.schema !== undefined ? [{ name, schema: holder.schema }] : [];
    }),
  );
}

/** The schema of one row: a body may be a list of them, or an object with a list as its only member. */
function findRow(document: Schema, schema: unknown): Schema {
  const found = resolve(document, schema);
  if (found.items !== undefined) return resolve(document, found.items);
  const members = Object.values(isSchema(found.properties) ? found.properties : {});
  const [only] = members.map((member) => resolve(document, member));
  const wraps = members.length === 1 && only?.items !== undefined;
  const row = wraps ? resolve(document, only.items) : found;
  return wraps && !isSchema(row.properties) ? found : row;
}

/** Follows references inside the document, and puts together what `allOf` takes apart. */
function resolve(document: Schema, schema: unknown, depth = 0): Schema {
  if (!isSchema(schema) || depth > maxDepth) return {};
  if (typeof schema.$ref === 'string') return resolve(document, followPointer(document, schema.$ref), depth + 1);
  const variants = [schema.anyOf, schema.oneOf].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  const [variant, ...others] = variants.filter((each) => !isSchema(each) || each.type !== 'null');
  const parts: unknown[] = [
    ...(Array.isArray(schema.allOf) ? schema.allOf : []),
    ...(variant !== undefined && others.length === 0 ? [variant] : []),
  ];
  return parts.reduce<Schema>((whole, part) => merge(whole, resolve(document, part, depth + 1)), schema);
}

function merge(left: Schema, right: Schema): Schema {
  const properties = {
    ...(isSchema(right.properties) && right.properties),
    ...(isSchema(left.properties) && left.properties),
  };
  const required = [left.required, right.required].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  return { ...right, ...left, ...(Object.keys(properties).length > 0 && { properties, required }) };
}

function followPointer(document: Schema, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  const names = reference
    .slice(2)
    .split('/')
    .map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>(
    (value, name) => (isSchema(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    document,
  );
}

function listFields(document: Schema, row: Schema): AcceptedField[] {
  const required = Array.isArray(row.required) ? row.required : [];
  const properties = Object.entries(isSchema(row.properties) ? row.properties : {}).slice(0, maxFields);
  return properties.flatMap(([name, property]) => {
    const schema = resolve(document, property);
    return name === '' || name.length > 200 || schema.readOnly === true
      ? []
      : [{ name, ...describeValue(schema), ...(required.includes(name) && { required: true }) }];
  });
}

/** What of it can be held against a value before it is sent. */
function describeValue(schema: Schema): Omit<AcceptedField, 'name'> {
  const { maxLength, pattern } = schema;
  const type = readType(schema);
  const values = (Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const] : [])
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(String);
  const isText = type === 'text';
  return {
    ...(type !== null && { type }),
    ...(isText &&
      Number.isInteger(maxLength) &&
      Number(maxLength) > 0 && { maxLength: Math.min(Number(maxLength), 1_000_000) }),
    ...(isText && typeof pattern === 'string' && 'groups' in checkPattern(pattern) && { pattern }),
    ...(values.length > 0 && values.length <= 500 && { values }),
  };
}

const types: Readonly<Record<string, FieldType>> = {
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  object: 'json',
  array: 'json',
};

function readType({ type, format, enum: listed }: Schema): FieldType | null {
  const named: unknown = Array.isArray(type) ? type.find((each) => each !== 'null') : type;
  if (named === 'string' || (named === undefined && Array.isArray(listed))) {
    if (format === 'date') return 'date';
    return format === 'date-time' ? 'datetime' : 'text';
  }
  return typeof named === 'string' ? (types[named] ?? null) : null;
}
