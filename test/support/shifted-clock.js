/** Preloaded into a process: its clock runs CLOCK_SHIFT_MS milliseconds ahead of this machine's. */
const shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? '0');
const OwnDate = Date;
const readOwn = Date.now.bind(Date);
OwnDate.now = () => readOwn() + shiftMs;
globalThis.Date = new Proxy(OwnDate, {
  apply: () => new OwnDate(OwnDate.now()).toString(),
  construct: (target, values, asked) =>
    Reflect.construct(target, values.length === 0 ? [OwnDate.now()] : values, asked),
});
