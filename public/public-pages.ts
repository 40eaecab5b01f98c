import { Router } from '@koa/router';
import {
  createPage,
  identifyNobody,
  mountRoutes,
  type Allowance,
  type HttpApp,
  type HttpState,
  type Route,
} from '../platform/http/index.ts';
import { certificateLimit, createCertificateRoute } from './certificate-route.ts';
import { createFindTicket, progressLimits, type ProgressLimits } from './find-ticket.ts';
import { createMemberRoutes } from './member-routes.ts';
import { mountProgressFiles } from './mount-progress-files.ts';
import type { PublicPorts } from './ports.ts';
import { createProgressPapers } from './progress-papers.ts';
import { createProgressRoutes } from './progress-routes.ts';
import { createDocumentChecks } from './verify-document.ts';
import { createVerifyRoute, verifyLimit } from './verify-route.ts';

export type PublicOptions = {
  /** The folder of the built page; one page serves both paths. */
  readonly pageFolder: string;
  readonly limits?: ProgressLimits;
  readonly verifyLimit?: Allowance;
  readonly certificateLimit?: Allowance;
};

type PublicPages = {
  /** For the API's description; `mount` mounts them. */
  readonly routes: readonly Route[];
  /** Mounts /progress and /verify, pages and JSON. */
  readonly mount: (app: HttpApp) => void;
};

/** What anyone may open: a ticket by its receipt code, and the check of a filing receipt. */
export function createPublicPages(ports: PublicPorts, options: PublicOptions): PublicPages {
  const router = new Router<HttpState>();
  const limits = options.limits ?? progressLimits;
  const findTicket = createFindTicket(ports, limits);
  const papers = createProgressPapers(ports, findTicket);
  const checks = createDocumentChecks(ports, options.verifyLimit ?? verifyLimit);
  const routes = [
    ...createProgressRoutes(ports, findTicket),
    ...createMemberRoutes(ports, limits),
    createVerifyRoute(ports, options.verifyLimit ?? verifyLimit),
    checks.route,
    papers.route,
    createCertificateRoute(ports, options.certificateLimit ?? certificateLimit),
  ];
  mountRoutes(router, routes, { identify: identifyNobody });
  checks.mountFile(router);
  papers.mountFile(router);
  mountProgressFiles(router, ports, findTicket);
  const folder = options.pageFolder;
  return {
    routes,
    mount(app) {
      app.use(router.routes());
      for (const prefix of ['/progress', '/verify']) app.use(createPage({ prefix, folder }));
    },
  };
}
