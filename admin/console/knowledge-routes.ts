import type { RouteRecordRaw } from 'vue-router';

/** The pages of the knowledge base. */
export const knowledgeRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/knowledge',
    name: 'knowledge',
    component: () => import('./pages/knowledge.vue'),
    meta: { title: 'nav.knowledge' },
  },
  {
    path: '/knowledge/review',
    name: 'knowledge-review',
    component: () => import('./pages/knowledge-review.vue'),
    meta: { title: 'knowledge.tab.review', section: 'knowledge' },
  },
  {
    path: '/knowledge/unanswered',
    name: 'knowledge-unanswered',
    component: () => import('./pages/knowledge-unanswered.vue'),
    meta: { title: 'knowledge.tab.unanswered', section: 'knowledge' },
  },
  {
    path: '/knowledge/evaluation',
    name: 'knowledge-evaluation',
    component: () => import('./pages/knowledge-evaluation.vue'),
    meta: { title: 'knowledge.tab.evaluation', section: 'knowledge' },
  },
  {
    path: '/knowledge/recalls',
    name: 'knowledge-recalls',
    component: () => import('./pages/knowledge-recalls.vue'),
    meta: { title: 'knowledge.tab.recalls', section: 'knowledge' },
  },
  {
    path: '/knowledge/statutes',
    name: 'knowledge-statutes',
    component: () => import('./pages/knowledge-statutes.vue'),
    meta: { title: 'knowledge.tab.statutes', section: 'knowledge' },
  },
  {
    path: '/knowledge/:id',
    name: 'entry',
    component: () => import('./pages/entry.vue'),
    meta: { title: 'nav.knowledge', section: 'knowledge' },
  },
];
