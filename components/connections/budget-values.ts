import type { BudgetSettings, BudgetView } from '#core/contracts/budgets.ts';

/** Windows that vendors speak of, in seconds. */
export const offeredWindows = [1, 2, 10, 20, 60, 300, 600, 3_600, 86_400];

export interface LimitRow {
  /** For React: rows have no name of their own. */
  readonly key: number;
  readonly requests: string;
  readonly windowSeconds: number;
}

/** The form as it is typed. */
export interface BudgetValues {
  readonly rows: readonly LimitRow[];
  readonly maxConcurrent: string;
  readonly dailyRequests: string;
  readonly timeZone: string;
}

type Declared = BudgetView['declared'];

export function readBudgetValues({ settings, declared }: BudgetView): BudgetValues {
  const windows = settings.windows ?? declared.windows;
  const maxConcurrent = settings.maxConcurrent ?? declared.maxConcurrent;
  return {
    rows: windows.map(({ requests, windowSeconds }, key) => ({ key, requests: String(requests), windowSeconds })),
    maxConcurrent: maxConcurrent === null ? '' : String(maxConcurrent),
    dailyRequests: settings.dailyRequests === null ? '' : String(settings.dailyRequests),
    timeZone: settings.timeZone,
  };
}

/** What is typed as settings, where they are as declared as none of our own; null while a number is none. */
export function toBudgetSettings(values: BudgetValues, declared: Declared): BudgetSettings | null {
  const { rows, timeZone } = values;
  if (rows.some(({ requests }) => !isCount(requests))) return null;
  const numbers = [values.maxConcurrent, values.dailyRequests].map((text) => text.trim());
  if (numbers.some((text) => text !== '' && !isCount(text))) return null;
  const [maxConcurrent = null, dailyRequests = null] = numbers.map((text) => (text === '' ? null : Number(text)));
  const windows = rows.map(({ requests, windowSeconds }) => ({ requests: Number(requests), windowSeconds }));
  const isDeclared = JSON.stringify(windows) === JSON.stringify(declared.windows);
  return {
    windows: isDeclared ? null : windows,
    maxConcurrent: maxConcurrent === declared.maxConcurrent ? null : maxConcurrent,
    dailyRequests,
    timeZone,
  };
}

/** A whole number of something that there is. */
export function isCount(text: string): boolean {
  return /^\d{1,9}$/.test(text.trim()) && Number(text) > 0;
}

/** A row for a window that has none yet; null when all that are offered have one. */
export function addRow(rows: readonly LimitRow[]): LimitRow | null {
  const taken = new Set(rows.map(({ windowSeconds }) => windowSeconds));
  const windowSeconds = [60, ...offeredWindows].find((seconds) => !taken.has(seconds));
  if (windowSeconds === undefined) return null;
  return { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, requests: '', windowSeconds };
}
