import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';
import type { Permission } from '../../people/index.ts';
import { knowledgeRoutes } from './knowledge-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { limitRoutes } from './limit-routes.ts';
import { supervisionRoutes } from './supervision-routes.ts';
import type { useSession } from './state/session.ts';
import { t } from './words.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** The key of the page's title. */
    title: string;
    /** Shown without the frame and without signing in. */
    isBare?: boolean;
    /** The page of the menu that it belongs to, when it is not in the menu itself. */
    section?: string;
    /** What the account must be allowed for the page to be offered. */
    needs?: Permission;
  }
}

const routes: readonly RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./pages/sign-in.vue'),
    meta: { title: 'sign_in.title', isBare: true },
  },
  {
    path: '/password',
    name: 'password',
    component: () => import('./pages/change-password.vue'),
    meta: { title: 'password.title', isBare: true },
  },
  {
    path: '/account',
    name: 'own-account',
    component: () => import('./pages/own-account.vue'),
    meta: { title: 'account.own' },
  },
  {
    path: '/',
    name: 'overview',
    component: () => import('./pages/overview.vue'),
    meta: { title: 'nav.overview' },
  },
  {
    path: '/tickets',
    name: 'tickets',
    component: () => import('./pages/ticket-list.vue'),
    meta: { title: 'nav.tickets', needs: 'tickets' },
  },
  {
    path: '/tickets/new',
    name: 'create',
    component: () => import('./pages/new-ticket.vue'),
    meta: { title: 'nav.create', needs: 'move' },
  },
  {
    path: '/tickets/:number',
    name: 'ticket',
    component: () => import('./pages/ticket.vue'),
    meta: { title: 'nav.tickets', needs: 'tickets', section: 'tickets' },
  },
  {
    path: '/triage',
    name: 'triage',
    component: () => import('./pages/triage.vue'),
    meta: { title: 'nav.triage', needs: 'move' },
  },
  {
    path: '/sorting',
    name: 'sorting',
    component: () => import('./pages/sorting.vue'),
    meta: { title: 'nav.sorting', needs: 'sorting' },
  },
  {
    path: '/conversations/:id?',
    name: 'conversations',
    component: () => import('./pages/conversations.vue'),
    meta: { title: 'nav.conversations', needs: 'talk' },
  },
  {
    path: '/stuck',
    name: 'stuck',
    component: () => import('./pages/stuck.vue'),
    meta: { title: 'nav.stuck', needs: 'parked' },
  },
  {
    path: '/duty',
    name: 'duty',
    component: () => import('./pages/duty.vue'),
    meta: { title: 'nav.duty', needs: 'tickets' },
  },
  ...limitRoutes,
  {
    path: '/tasks',
    name: 'tasks',
    component: () => import('./pages/tasks.vue'),
    meta: { title: 'nav.tasks', needs: 'tickets' },
  },
  ...supervisionRoutes,
  ...knowledgeRoutes,
  {
    path: '/units',
    name: 'units',
    component: () => import('./pages/units.vue'),
    meta: { title: 'unit.title' },
  },
  {
    path: '/imports/:id?',
    name: 'imports',
    component: () => import('./pages/imports.vue'),
    meta: { title: 'import.title', needs: 'knowledge' },
  },
  {
    path: '/ticket-imports/:id?',
    name: 'ticket_imports',
    component: () => import('./pages/ticket-imports.vue'),
    meta: { title: 'ticket_import.title', needs: 'exchange' },
  },
  {
    path: '/tables/:kind?',
    name: 'tables',
    component: () => import('./pages/tables.vue'),
    meta: { title: 'tables.title' },
  },
  {
    path: '/contact-points',
    name: 'points',
    component: () => import('./pages/contact-points.vue'),
    meta: { title: 'nav.points', needs: 'points' },
  },
  {
    path: '/invitations',
    name: 'invitations',
    component: () => import('./pages/invitations.vue'),
    meta: { title: 'nav.invitations', needs: 'invitations' },
  },
  {
    path: '/channels',
    name: 'channels',
    component: () => import('./pages/channels.vue'),
    meta: { title: 'nav.channels', needs: 'channels' },
  },
  ...peopleRoutes,
  {
    path: '/unit',
    name: 'unit-documents',
    component: () => import('./pages/unit-documents.vue'),
    meta: { title: 'portal.title', needs: 'unit' },
  },
  {
    path: '/unit/:id',
    name: 'unit-document',
    component: () => import('./pages/unit-document.vue'),
    meta: { title: 'portal.document', needs: 'unit' },
  },
  {
    path: '/unit-replies',
    name: 'unit_replies',
    component: () => import('./pages/unit-replies.vue'),
    meta: { title: 'nav.unit_replies', needs: 'tickets' },
  },
  {
    path: '/:path(.*)*',
    name: 'not-found',
    component: () => import('./pages/not-found.vue'),
    meta: { title: 'app.not_found' },
  },
];

/** The console's pages; whoever is not signed in sees the sign-in page only. */
export function createConsoleRouter(session: ReturnType<typeof useSession>): Router {
  const router = createRouter({
    history: createWebHistory('/admin/'),
    routes: [...routes],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
  router.beforeEach(async (to) => {
    await session.recall().catch(() => undefined);
    if (session.account === undefined) {
      return to.name === 'sign-in' ? true : { name: 'sign-in', query: { to: to.fullPath } };
    }
    if (session.mustChangePassword) return to.name === 'password' ? true : { name: 'password' };
    const isOfUnit = session.can('unit');
    const home = { name: isOfUnit ? 'unit-documents' : 'overview' };
    if (to.meta.needs !== undefined && !session.can(to.meta.needs)) return home;
    if (isOfUnit && to.meta.needs !== 'unit' && to.name !== 'own-account') return home;
    return to.name === 'sign-in' ? home : true;
  });
  router.afterEach((to) => {
    document.title = `${t(to.meta.title)} · ${t('app.name')}`;
  });
  return router;
}
