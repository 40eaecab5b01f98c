import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
const edges = ['admin', 'public', 'webhooks', 'platform/http', 'bot/service'];
const mounting = /router\.(get|post|put|patch|delete)\(\s*(`[^`]*`|'[^']*'|path)/g;

/**
 * Routes that are mounted by hand (files, streams, pages), which the description of the API leaves out, as their source
 * names them: `GET /api/admin/files/:id`. A path that is made elsewhere is given with the name of its file.
 */
export function listMountedRoutes(): readonly string[] {
  return edges
    .flatMap((folder) => listSources(join(root, folder)))
    .flatMap((file) => {
      const source = readFileSync(file, 'utf8');
      const base = /const path = '([^']*)'/.exec(source)?.[1] ?? `<${file.slice(root.length)}>`;
      return [...source.matchAll(mounting)].map(([, method = '', written = '']) => {
        const path = written === 'path' ? base : written.slice(1, -1).replace('${path}', base);
        return `${method.toUpperCase()} ${path}`;
      });
    });
}

function listSources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}
