import type { LayoutAnswer, LayoutRequest } from './lay-out.ts';

/** Asks a worker of its own, so that neither the layout nor its library weigh on the page until someone tidies. */
export function layOutInWorker(request: LayoutRequest): Promise<LayoutAnswer> {
  const worker = new Worker(new URL('./lay-out.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<LayoutAnswer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<LayoutAnswer>) => resolve(data));
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
