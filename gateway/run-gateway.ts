import { listenError } from '#core/platform/listen-error.ts';
import { readConfig } from '#core/platform/read-config.ts';
import { runProcess } from '#core/platform/run-process.ts';
import { createGateway } from './create-gateway.ts';

await runProcess('gateway', async () => {
  const { host, gatewayPort: port } = readConfig();
  const gateway = createGateway();
  await gateway.listen({ host, port }).catch((error) => {
    throw listenError(error, { host, port, variable: 'TELAR_GATEWAY_PORT' });
  });
  return { stop: () => gateway.close() };
});
