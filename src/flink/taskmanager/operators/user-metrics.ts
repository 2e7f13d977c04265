import type { MetricGroup } from '../../api/functions.ts';

type Read = () => Readonly<Record<string, unknown>>;

/** Metrics that user code registered at one operator. */
export class UserMetrics {
  readonly group: MetricGroup = this.groupAt('');
  private readonly metrics = new Map<string, Read>();

  /** Values now, by full name. A metric whose code fails has none, as in MetricDumpSerialization. */
  values(): readonly { readonly name: string; readonly value: string }[] {
    return [...this.metrics].flatMap(([name, read]) => {
      try {
        return Object.entries(read()).map(([suffix, value]) => ({ name: name + suffix, value: String(value) }));
      } catch {
        return [];
      }
    });
  }

  private groupAt(prefix: string): MetricGroup {
    const register = (name: string, read: Read): void => {
      const full = prefix + scoped(name);
      if (!this.metrics.has(full)) this.metrics.set(full, read);
    };
    return {
      addGroup: (name) => this.groupAt(`${prefix}${scoped(name)}.`),
      counter(name) {
        let count = 0;
        register(name, () => ({ '': count }));
        return {
          inc: (n = 1) => {
            count += n;
          },
          count: () => count,
        };
      },
      register,
    };
  }
}

/** MetricQueryService.replaceInvalidChars. */
function scoped(name: string): string {
  return name.replaceAll(/[ .:,]/g, '_');
}
