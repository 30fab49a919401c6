import { setTimeout } from 'node:timers/promises';
import type { Locale } from '#core/contracts/identity.ts';
import type { RunDetail } from '#core/contracts/runs.ts';
import { subscribe } from '#core/platform/notify.ts';
import { getRun } from './get-run.ts';

/** The least time between two looks at a run; changes in between are told together. */
const minIntervalMs = 200;
/** The longest time without a look, in case a notification was lost. */
const maxIntervalMs = 5000;

const goesOn: readonly string[] = ['queued', 'running', 'retrying'];

export interface WatchRunOptions {
  readonly workspaceId: string;
  readonly runId: string;
  readonly locale: Locale;
  readonly signal: AbortSignal;
}

/** The run now and after every change, until it has ended or the signal aborts. Throws `run_not_found` (404) at once. */
export async function* watchRun({ workspaceId, runId, locale, signal }: WatchRunOptions): AsyncGenerator<RunDetail> {
  const bell = createBell(signal);
  const unsubscribe = await subscribe('run', (changedId) => {
    if (changedId === runId || changedId === '') bell.ring();
  });
  try {
    let told = '';
    while (!signal.aborted) {
      const run = await getRun(workspaceId, runId, locale);
      const text = JSON.stringify(run);
      if (text !== told) yield run;
      if (!goesOn.includes(run.status)) return;
      told = text;
      await setTimeout(minIntervalMs, undefined, { signal }).catch(() => {});
      await bell.wait(maxIntervalMs);
    }
  } finally {
    unsubscribe();
  }
}

/** Remembers one ring: a change between two waits is not missed. */
function createBell(signal: AbortSignal) {
  let rung = new AbortController();
  return {
    ring: () => rung.abort(),
    wait: async (timeoutMs: number) => {
      await setTimeout(timeoutMs, undefined, { signal: AbortSignal.any([signal, rung.signal]) }).catch(() => {});
      rung = new AbortController();
    },
  };
}
