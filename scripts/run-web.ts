import { createServer } from 'node:http';
import next from 'next';
import { listenError } from '#core/platform/listen-error.ts';
import { getLogger } from '#core/platform/logger.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { TelarError } from '#core/platform/telar-error.ts';

/** Streams that are still open get this long to end by themselves. */
const closeGraceMs = 1_000;
/** An upload of gigabytes over a slow line takes hours, not the five minutes that Node allows a request. */
const uploadTimeoutMs = 12 * 3600_000;

const logger = getLogger('web');

try {
  const { host, webPort: port, webUrl } = readConfig();
  const app = next({ dev: process.argv.includes('--dev'), hostname: host, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer(
    { requestTimeout: uploadTimeoutMs },
    (request, response) => void handle(request, response),
  );
  server.on('upgrade', app.getUpgradeHandler());
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error) => reject(listenError(error, { host, port, variable: 'TELAR_WEB_PORT' }));
    server.once('error', refuse).listen(port, host, resolve);
  });
  process.send?.('ready');
  logger.info({ url: webUrl }, 'Started');

  const stop = () => {
    server.close(() => process.exit(0));
    setTimeout(() => server.closeAllConnections(), closeGraceMs);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  process.once('disconnect', stop);
} catch (error) {
  if (error instanceof TelarError) logger.fatal({ code: error.code, ...error.params }, 'Could not start');
  else logger.fatal({ err: error }, 'Could not start');
  process.exit(1);
}
