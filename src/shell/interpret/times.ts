/** What `time` prints, as TIMEFORMAT has it where nobody set it, and as `time -p` does. */
export const TIMES = '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS';
export const POSIX_TIMES = 'real %2R\nuser %2U\nsys %2S';

/** A TIMEFORMAT filled in: `%[p][l]R` is the time that passed in s; none of it was spent in a processor here. */
export function formatTimes(format: string, seconds: number): string {
  return format.replace(/%(?:%|([0-3])?(l)?([RUS])|P)/g, (written, digits: string | undefined, long, kind) => {
    if (written === '%%') return '%';
    if (written === '%P') return '0.00';
    const value = kind === 'R' ? seconds : 0;
    const places = Number(digits ?? 3);
    return long ? `${Math.floor(value / 60)}m${(value % 60).toFixed(places)}s` : value.toFixed(places);
  });
}
