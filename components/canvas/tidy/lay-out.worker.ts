import { type LayoutRequest, layOut } from './lay-out.ts';

/** Away from the page: a large graph takes most of a second. */
self.addEventListener('message', ({ data }: MessageEvent<LayoutRequest>) => self.postMessage(layOut(data)));
