import { createGateway } from './create-gateway.ts';

export interface GatewayRoute {
  readonly method: string;
  readonly path: string;
}

/** Every route the gateway answers, without the HEAD that comes with each GET. */
export async function listGatewayRoutes(): Promise<GatewayRoute[]> {
  const routes: GatewayRoute[] = [];
  const gateway = createGateway({
    onRoute: ({ method, url }) => {
      for (const name of [method].flat()) if (name !== 'HEAD') routes.push({ method: name, path: url });
    },
  });
  await gateway.close();
  return routes;
}
