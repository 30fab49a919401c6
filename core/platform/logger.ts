import { destination, type Logger, pino } from 'pino';

const loggers = new Map<string, Logger>();
let fileDescriptor = 1;

/** Sends logs to standard error from now on: for commands whose output is their result. */
export function logToStandardError(): void {
  fileDescriptor = 2;
}

/** The structured log of a part of the product. Secrets and rows of users never go in. */
export function getLogger(name: string): Logger {
  const known = loggers.get(name);
  if (known !== undefined) return known;
  const logger = pino(
    { name, level: process.env.TELAR_LOG_LEVEL || 'info', base: { pid: process.pid } },
    destination(fileDescriptor),
  );
  loggers.set(name, logger);
  return logger;
}
