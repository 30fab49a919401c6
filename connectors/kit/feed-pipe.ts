import type { Socket } from 'node:net';
import { finished } from 'node:stream/promises';
import type { CsvScan } from '#core/contracts/scan.ts';
import type { DriftPolicy } from '#core/graph/nodes/source-drift.ts';
import type { SourceField } from '#core/graph/nodes/source-field.ts';
import { openPipeWriter } from './open-pipe.ts';
import { toScanColumn } from './scan-column.ts';

/** How the engine reads what a database connector writes: its fields in order, blank unquoted, text quoted. */
export function describePipeScan(
  path: string,
  fields: readonly SourceField[],
  lenient: boolean,
  drift?: DriftPolicy | undefined,
): CsvScan {
  return {
    format: 'csv',
    path,
    columns: fields.map((field) => toScanColumn(field, drift)),
    delimiter: ',',
    quote: '"',
    header: false,
    skipRows: 0,
    decimalSeparator: '.',
    thousandsSeparator: '',
    lenient,
    newLine: '\n',
    quotedEmptyIsText: true,
  };
}

/**
 * Does the work with the pipe's writing end. What fails once the reader has closed the pipe is no failure: the engine
 * has read what it wanted, or has failed itself and says so.
 */
export async function feedPipe(
  path: string,
  signal: AbortSignal,
  work: (pipe: Socket) => Promise<void>,
): Promise<void> {
  const pipe = await openPipeWriter(path, signal);
  let closedByReader = false;
  pipe.once('error', (error: NodeJS.ErrnoException) => {
    closedByReader = error.code === 'EPIPE';
  });
  try {
    await work(pipe);
    // What is still on its way to the reader must not be thrown away with the pipe.
    if (!pipe.writableEnded) pipe.end();
    await finished(pipe, { readable: false, signal });
  } catch (error) {
    if (!closedByReader) throw error;
  } finally {
    pipe.destroy();
  }
}
