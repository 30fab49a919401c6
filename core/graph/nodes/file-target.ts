import { z } from 'zod';
import { defineNode } from '../node-definition.ts';

const settings = z.strictObject({
  format: z.enum(['csv', 'json', 'ndjson', 'parquet']),
  /** Without extension. */
  fileName: z.string().max(120),
  /** For CSV: a value that a spreadsheet would run as a formula is preceded by an apostrophe. */
  escapeFormulas: z.boolean(),
});

export type FileTargetSettings = z.infer<typeof settings>;

/** Makes a file to download from the run. */
export const fileTarget = defineNode<FileTargetSettings>({
  kind: 'file-target',
  category: 'target',
  inputs: [{ id: 'rows', required: true }],
  outputs: [],
  settings,
  defaults: { format: 'csv', fileName: 'result', escapeFormulas: true },
  check: ({ fileName }) => {
    if (fileName.trim() === '') return [{ code: 'name_missing', field: 'fileName', severity: 'error' }];
    const unusable = /[\\/:*?"<>|]/.test(fileName) || [...fileName].some((character) => character < ' ');
    return unusable ? [{ code: 'file_name_invalid', field: 'fileName', severity: 'error' }] : [];
  },
  summarize: ({ fileName, format }) => ({ key: 'file', values: { file: `${fileName}.${format}` } }),
});
