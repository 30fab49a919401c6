import { getLogger } from './logger.ts';

export interface Repetition {
  /** Runs the task now, or once more if it is running. */
  wake(): void;
  /** Resolves when the task has ended for good. */
  stop(): Promise<void>;
}

/** Runs a task now and `intervalMs` after each end of it, never twice at once. A failure is logged, and the next turn comes. */
export function repeat(name: string, intervalMs: number, task: () => Promise<unknown>): Repetition {
  let stopped = false;
  let isWoken = false;
  let wakeUp = () => {};
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, intervalMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopped) {
      isWoken = false;
      try {
        await task();
      } catch (error) {
        getLogger('repeat').error({ err: error, task: name }, 'A repeated task failed');
      }
      if (!isWoken && !stopped) await pause();
    }
  };
  const ended = loop();
  const wake = () => {
    isWoken = true;
    wakeUp();
  };
  return {
    wake,
    stop: () => {
      stopped = true;
      wake();
      return ended;
    },
  };
}
