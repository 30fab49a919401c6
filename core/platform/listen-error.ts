import { TelarError } from './telar-error.ts';

/** A taken port as `port_taken`, naming the variable that sets it; any other failure as it is. */
export function listenError(error: unknown, params: { host: string; port: number; variable: string }): unknown {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? new TelarError('port_taken', { params, actor: 'admin', status: 500 }) : error;
}
