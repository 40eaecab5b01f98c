import type { RouteRecordRaw } from 'vue-router';

/** Pages about who works here and who has what. */
export const peopleRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/routing',
    name: 'routing',
    component: () => import('./pages/routing.vue'),
    meta: { title: 'nav.routing', needs: 'routing' },
  },
  {
    path: '/accounts',
    name: 'accounts',
    component: () => import('./pages/accounts.vue'),
    meta: { title: 'nav.accounts', needs: 'accounts' },
  },
];
