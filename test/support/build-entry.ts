import type { Entry } from '../../knowledge/index.ts';

/** A published question with an invented answer; unconfirmed unless said otherwise. */
export function buildEntry(given: Partial<Entry> = {}): Entry {
  return {
    id: 'fine-without-paper',
    version: 1,
    area: '行政处罚',
    question: '罚款不给票据怎么办？',
    similar: ['罚款不开收据可以不交吗'],
    answer: '可以拒绝缴纳，并向有关机关检举。',
    citations: ['《行政处罚法》第七十条'],
    ...given,
  };
}
