import type { DockerContainer } from './docker-daemon.ts';

/** Columns as docker prints them. */
export function dockerTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows
    .map((row) => `${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]! + 3))).join('')}\n`)
    .join('');
}

/** units.HumanDuration: `About a minute`, `5 minutes`, `3 weeks`. */
export function ago(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  const days = Math.floor(hours / 24);
  if (days < 14) return `${days} days`;
  return days < 60 ? `${Math.floor(days / 7)} weeks` : `${Math.floor(days / 30)} months`;
}

export function statusText({ process, startedAt, finishedAt, exitCode }: DockerContainer, now: number): string {
  if (process?.alive) return `Up ${ago(now - startedAt)}`;
  return startedAt === 0 && !process ? 'Created' : `Exited (${exitCode}) ${ago(now - finishedAt)} ago`;
}

/** `0.0.0.0:8081->8081/tcp, 6123/tcp` */
export function portsText({ spec, process }: DockerContainer): string {
  if (!process?.alive) return '';
  const published = spec.ports.map(
    ({ host, container }) => `0.0.0.0:${host}->${container}/tcp, :::${host}->${container}/tcp`,
  );
  const exposed = spec.image.ports
    .filter((port) => !spec.ports.some(({ container }) => container === port))
    .map((port) => `${port}/tcp`);
  return [...exposed, ...published].join(', ');
}
