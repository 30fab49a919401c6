import { type Logger, pino } from 'pino';

const loggers = new Map<string, Logger>();

/** The structured log of a part of the product. Secrets and rows of users never go in. */
export function getLogger(name: string): Logger {
  const known = loggers.get(name);
  if (known !== undefined) return known;
  const logger = pino({ name, level: process.env.TELAR_LOG_LEVEL || 'info', base: { pid: process.pid } });
  loggers.set(name, logger);
  return logger;
}
