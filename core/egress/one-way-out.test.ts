import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What opens connections: only these files may, each for the reason given. */
const allowed: Readonly<Record<string, string>> = {
  'core/egress/checked-socket.ts': 'checks',
  'core/egress/egress-client.ts': 'checks',
  'connectors/kit/open-pipe.ts': 'a pipe between processes',
  'connectors/kit/ssh/open-tunnel.ts': 'a tunnel on a checked socket',
  'connectors/mysql/mysql-connection.ts': 'a driver on a checked socket',
  'connectors/postgres/postgres-connection.ts': 'a driver on a checked socket',
  'core/connections/oauth/hold-connection-lock.ts': 'the database of the product',
  'core/platform/hold-leadership.ts': 'the database of the product',
  'core/platform/migrate-database.ts': 'the database of the product',
  'core/platform/notify.ts': 'the database of the product',
  'core/platform/schema-engine-adapter.ts': 'the database of the product',
  'core/platform/schema-engine.ts': 'the database of the product',
  'core/platform/queue.ts': 'the queue of the product',
};

const doors = [
  /\bfetch\(/,
  /\bnew (WebSocket|EventSource|XMLHttpRequest)\b/,
  /^import (?!type)[^;]*from '(undici|node:(https?|http2|tls|dgram)|ioredis|mysql2(\/promise)?)'/m,
  /^import (?!type)[^;]*\b(?<!type )(connect|createConnection|Socket)\b[^;]*from 'node:net'/m,
  /^import (?!type)[^;]*\b(?<!type )(Client|Pool)\b[^;]*from '(pg|ssh2)'/m,
];

const opensConnections = (source: string) => doors.some((door) => door.test(source));

const files = globSync('{core,connectors,workers,gateway,app}/**/*.{ts,tsx}').filter(
  (file) => !/\.test\.tsx?$|test-kit|\/testing\/|create-test-|provide-test-/.test(file),
);

it('has every other part of the product ask for its way out', () => {
  const found = files.filter((file) => opensConnections(readFileSync(file, 'utf8')));
  expect(found.sort()).toEqual(Object.keys(allowed).sort());
});

it.each([
  "await fetch('https://a.example')",
  "import { request } from 'undici';",
  "import { connect } from 'node:net';",
  "import pg, {\n  type ClientConfig,\n  Client,\n} from 'pg';",
])('control: sees %s', (source) => {
  expect(opensConnections(source)).toBe(true);
});

it.each([
  "import type { Socket } from 'node:net';",
  "import { type Client, escapeLiteral } from 'pg';",
  "import { isIP } from 'node:net';",
])('control: lets %s pass', (source) => {
  expect(opensConnections(source)).toBe(false);
});
