import { globSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every route of the management API, as its handlers export it: parameters as `:name`. */
export async function listApiRoutes(root: string): Promise<Route[]> {
  const files = globSync('app/api/v1/**/route.ts', { cwd: root }).sort();
  const routes = await Promise.all(
    files.map(async (file) => {
      const exported = Object.keys((await import(pathToFileURL(join(root, file)).href)) as object);
      const path = readPath(file);
      return methods.filter((method) => exported.includes(method)).map((method) => ({ method, path }));
    }),
  );
  return routes.flat();
}

function readPath(file: string): string {
  const segments = file.split(sep).slice(1, -1);
  return `/${segments.map((segment) => segment.replace(/^\[(?:\.\.\.)?(\w+)\]$/, ':$1')).join('/')}`;
}
