/**
 * One account of WeChat through Wechaty, in a child process of its own. Nothing here loads wechaty but `child/`,
 * which runs nowhere else. Knows no database: what it keeps comes in as ports.
 */
export { createWechatyChannel } from './channel.ts';
export { createFillOrders } from './fill-orders.ts';
export { forkChild } from './fork-child.ts';
export { type Watermark } from './judge-age.ts';
export { createChildKeeper } from './keep-child.ts';
export { type OrderStore, type SendOrder } from './orders.ts';
export { createPace } from './pace.ts';
export { createPost } from './post.ts';
export { createSpool } from './spool.ts';
export {
  firstSwitch,
  toAvailability,
  toStatus,
  WechatyStatusSchema,
  WechatySwitchSchema,
  type WechatyStatus,
  type WechatySwitch,
} from './status.ts';
export { type Supervision } from './supervision.ts';
export { createTakeMessage } from './take-message.ts';
