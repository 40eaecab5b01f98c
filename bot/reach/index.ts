/** How a person can be reached: the platforms' rules as data, a ledger of what is left, and the best way that is open. */
export * from './bundle.ts';
export { chooseWay, type OfficeHours } from './choose-way.ts';
export * from './ledger.ts';
export { createLedgerKeeper, type LedgerKeeper } from './keep-ledger.ts';
export { toReachEvent } from './note-event.ts';
export { createOfficeHours, type WorkDays } from './office-hours.ts';
export { countLeft } from './reserve.ts';
export { channelRules } from './rules.ts';
export { createSendBestWay, toToTell, type Delivery, type Parcel } from './send-best-way.ts';
export { type ReachStore } from './store.ts';
export { toTaskAt } from './binding.ts';
export * from './task.ts';
export { walkOpenTasks } from './walk-open-tasks.ts';
export type { TaskStore } from './task-store.ts';
export { createTellTasks, type SendSms, type TaskRows } from './tell-tasks.ts';
