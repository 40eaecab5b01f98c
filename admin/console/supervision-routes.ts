import type { RouteRecordRaw } from 'vue-router';
import { documentRoutes } from './document-routes.ts';

/** The pages of supervision: what was found, and the rules that it is worked by. */
export const supervisionRoutes: readonly RouteRecordRaw[] = [
  ...documentRoutes,
  {
    path: '/problems',
    name: 'problems',
    component: () => import('./pages/problems.vue'),
    meta: { title: 'nav.problems', needs: 'problems' },
  },
  {
    path: '/campaigns',
    name: 'campaigns',
    component: () => import('./pages/campaigns.vue'),
    meta: { title: 'nav.campaigns', needs: 'campaigns' },
  },
  {
    path: '/campaigns/:id',
    name: 'campaign',
    component: () => import('./pages/campaign.vue'),
    meta: { title: 'nav.campaigns', needs: 'campaigns', section: 'campaigns' },
  },
  {
    path: '/opinions',
    name: 'opinions',
    component: () => import('./pages/opinions.vue'),
    meta: { title: 'nav.opinions', needs: 'opinions' },
  },
  {
    path: '/profile',
    name: 'profile',
    component: () => import('./pages/profile.vue'),
    meta: { title: 'nav.profile', needs: 'profile' },
  },
];
