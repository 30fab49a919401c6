import { styleText } from 'node:util';

const levels: Readonly<Record<number, string>> = { 40: 'warning', 50: 'error', 60: 'fatal' };
const hidden = new Set(['level', 'time', 'pid', 'name', 'msg', 'err', 'processId']);

/** A structured log line as people read it; any other line as it is. */
export function formatLogLine(line: string): string {
  if (!line.startsWith('{"level":')) return line;
  try {
    const entry = JSON.parse(line) as Record<string, unknown> & { err?: { stack?: string } };
    const details = Object.entries(entry).filter(([key]) => !hidden.has(key));
    const words = [String(entry.msg ?? ''), ...details.map(([key, value]) => `${key}=${formatValue(value)}`)];
    const level = levels[Number(entry.level)];
    const text = level === undefined ? words.join(' ') : styleText('yellow', `${level}: ${words.join(' ')}`);
    return entry.err?.stack === undefined ? text : `${text}\n${entry.err.stack}`;
  } catch {
    return line;
  }
}

function formatValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
