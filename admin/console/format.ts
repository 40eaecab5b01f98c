import { language } from './words.ts';

const timeZone = 'Asia/Shanghai';

/** Day and time in Shanghai, such as 11月20日 10:05; with the year when it is another one. */
export function formatTime(iso: string): string {
  const date = new Date(iso);
  return new Intl.DateTimeFormat(language.value, {
    timeZone,
    ...(date.getFullYear() !== new Date().getFullYear() && { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(date);
}

/** Hours and minutes in Shanghai. */
export function formatClock(iso: string): string {
  return new Intl.DateTimeFormat(language.value, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  }).format(new Date(iso));
}

/** The whole date in Shanghai, such as 2026年11月20日. */
export function formatDate(iso: string): string {
  return new Intl.DateTimeFormat(language.value, { timeZone, dateStyle: 'long' }).format(
    new Date(iso),
  );
}

/** A number in groups that can be read aloud: 2610 000 017. */
export function formatNumber(number: string): string {
  return number.replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3');
}
