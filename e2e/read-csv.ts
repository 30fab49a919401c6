import { DuckDBConnection } from '@duckdb/node-api';

/** Rows of a CSV file with a header, every value as its text; null where nothing is written. */
export async function readCsv(path: string): Promise<Record<string, string | null>[]> {
  const connection = await DuckDBConnection.create();
  try {
    const quoted = path.replaceAll("'", "''");
    const reader = await connection.runAndReadAll(
      `SELECT * FROM read_csv('${quoted}', header = true, all_varchar = true)`,
    );
    return reader.getRowObjectsJson() as Record<string, string | null>[];
  } finally {
    connection.closeSync();
  }
}
