/** Entry of the engine's child process: one DuckDB session at a time, driven over IPC, gone with its parent. */
import { type EngineDatabase, openDatabase, prepareSpareInstance } from './engine-database.ts';
import type { EngineAnswer, EngineOperation, EngineReady, EngineRequest } from './engine-protocol.ts';

let database: EngineDatabase | null = null;

// SIGKILL rather than exit(): a native thread inside a long query must not delay the end.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

process.on('message', async (request: EngineRequest) => {
  send(await answer(request));
});

prepareSpareInstance();
send({ ready: true });

async function answer({ id, ...operation }: EngineRequest): Promise<EngineAnswer> {
  try {
    return { id, result: await perform(operation) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

async function perform(request: EngineOperation): Promise<unknown> {
  if (request.operation === 'open') {
    database?.close();
    database = await openDatabase(request);
    return null;
  }
  if (database === null) throw new Error('No session is open');
  switch (request.operation) {
    case 'execute':
      return database.execute(request);
    case 'queryRows':
      return database.queryRows(request, request.maxRows);
    case 'describe':
      return database.describe(request);
    case 'provideKeys':
      database.provideKeys(request.keys);
      return null;
    case 'close':
      database.close();
      database = null;
      prepareSpareInstance();
      return null;
  }
}

function send(message: EngineAnswer | EngineReady): void {
  // A parent that is gone cannot be told; `disconnect` ends this process.
  process.send?.(message, () => undefined);
}
