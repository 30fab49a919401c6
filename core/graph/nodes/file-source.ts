import { z } from 'zod';
import { defineNode } from '../node-definition.ts';
import { sourceDriftSchema } from './source-drift.ts';
import { checkSourceFields, sourceFieldsSchema } from './source-field.ts';

export const fileEncodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;

export const csvFormatSchema = z.strictObject({
  type: z.literal('csv'),
  encoding: z.enum(fileEncodings),
  delimiter: z.string().length(1),
  /** Empty: no quoting. */
  quote: z.string().max(1),
  header: z.boolean(),
  skipRows: z.number().int().min(0).max(1000),
  decimalSeparator: z.enum(['.', ',']),
  thousandsSeparator: z.enum(['', '.', ',', ' ', "'"]),
});

export const fileFormatSchema = z.discriminatedUnion('type', [
  csvFormatSchema,
  /** One array, one object with a list at `rowsPath`, or one record per line. */
  z.strictObject({ type: z.literal('json'), rowsPath: z.string().max(200) }),
  z.strictObject({ type: z.literal('parquet') }),
]);

export type CsvFormat = z.infer<typeof csvFormatSchema>;
export type FileFormat = z.infer<typeof fileFormatSchema>;

const settings = z.strictObject({
  fileId: z.string().max(60),
  /** For display; the bytes are found by id. */
  fileName: z.string().max(255),
  format: fileFormatSchema.nullable(),
  /** For CSV in file order: every column of the file. */
  fields: sourceFieldsSchema,
  drift: sourceDriftSchema.optional(),
});

export type FileSourceSettings = z.infer<typeof settings>;

/** Rows of an uploaded CSV, JSON or Parquet file. */
export const fileSource = defineNode<FileSourceSettings>({
  kind: 'file-source',
  category: 'source',
  inputs: [],
  outputs: [{ id: 'rows' }],
  settings,
  defaults: { fileId: '', fileName: '', format: null, fields: [] },
  check: ({ fileId, fields }) =>
    fileId === '' ? [{ code: 'file_missing', field: 'fileId', severity: 'error' }] : checkSourceFields(fields),
  summarize: ({ fileId, fileName }) => (fileId === '' ? { key: 'empty' } : { key: 'file', values: { fileName } }),
});
