/** The processes of the product and where each starts. */
export const processes = {
  web: 'scripts/run-web.ts',
  gateway: 'gateway/run-gateway.ts',
  scheduler: 'workers/run-scheduler.ts',
  worker: 'workers/run-worker.ts',
} as const;

export type ProcessName = keyof typeof processes;

export function isProcessName(name: string): name is ProcessName {
  return Object.hasOwn(processes, name);
}
