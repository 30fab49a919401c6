const heartbeatMs = 15_000;

/**
 * An SSE response of one event name, one message per value, with a comment every 15 s to keep proxies awake.
 * Waits for the first value, so that a failure until then can still be answered as one. When the reader goes
 * away, `onCancel` is called and no more values are asked for.
 */
export async function streamEvents(
  name: string,
  values: AsyncGenerator<unknown>,
  onCancel: () => void,
): Promise<Response> {
  const encoder = new TextEncoder();
  let next = Promise.resolve(await values.next());
  let heartbeat: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      heartbeat = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), heartbeatMs);
    },
    async pull(controller) {
      try {
        const { value, done } = await next;
        if (done) {
          clearInterval(heartbeat);
          return controller.close();
        }
        controller.enqueue(encoder.encode(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`));
        next = values.next();
      } catch (error) {
        clearInterval(heartbeat);
        controller.error(error);
      }
    },
    cancel() {
      clearInterval(heartbeat);
      onCancel();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
