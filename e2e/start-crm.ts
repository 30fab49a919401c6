import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Crm {
  readonly url: string;
  /** Bodies with this text are refused from now on. */
  refuse(text: string): void;
  stop(): void;
}

/** An API that takes contacts, and says why it does not take some. */
export async function startCrm(): Promise<Crm> {
  let refused = '';
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const isRefused = refused !== '' && body.includes(refused);
    const answer = isRefused ? { error: 'email is blocked' } : { ok: true };
    response.writeHead(isRefused ? 422 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/contacts`,
    refuse: (text) => {
      refused = text;
    },
    stop: () => server.close(),
  };
}
