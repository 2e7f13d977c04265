/** System, Class, java.io, java.nio, java.net, java.util.concurrent. */

import './concurrent.ts';
import { SystemExit } from '../../../flink/api/jar.ts';
import { identityHash } from '../../../flink/api/values.ts';
import { MAX_HEAP } from '../../heap.ts';
import { jvm } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import type { HashMapObject } from '../../runtime/hash-maps.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import type { PrintStreamObject } from './io.ts';
import { inetAddressBodies } from './net-address.ts';

function printer(target: 'out' | 'err'): () => PrintStreamObject {
  return () => {
    const stream = allocate<PrintStreamObject>('java.io.PrintStream');
    stream.target = target;
    return stream;
  };
}
const PROPERTIES: Readonly<Record<string, string>> = {
  'java.version': '1.8.0_212',
  'java.vendor': 'Oracle Corporation',
  'os.name': 'Linux',
  'os.arch': 'amd64',
  'user.name': 'root',
  'user.home': '/root',
  'user.dir': '/root',
  'user.timezone': 'UTC',
  'file.separator': '/',
  'path.separator': ':',
  'line.separator': '\n',
  'file.encoding': 'UTF-8',
  'java.io.tmpdir': '/tmp',
};
const properties = (): Map<string, string> =>
  jvm().local('system properties', () => new Map(Object.entries(PROPERTIES)));

function arraycopy(
  from: { length: number; [i: number]: unknown },
  at: number,
  to: { length: number; [i: number]: unknown },
  toAt: number,
  n: number,
): void {
  if (from === null || to === null) raise('NullPointerException');
  if (at < 0 || toAt < 0 || n < 0 || at + n > from.length || toAt + n > to.length) {
    const last = at + n > from.length;
    raise(
      'ArrayIndexOutOfBoundsException',
      `arraycopy: last ${last ? 'source' : 'destination'} index ${last ? at + n : toAt + n} out of bounds for length ${last ? from.length : to.length}`,
    );
  }
  const part = Array.from({ length: n }, (_, i) => from[at + i]);
  for (let i = 0; i < n; i++) to[toAt + i] = part[i];
}

library({
  package: 'java.lang',
  stubs: `
public final class System {
  public static final java.io.PrintStream out; public static final java.io.PrintStream err; public static final java.io.InputStream in;
  public static long currentTimeMillis(); public static long nanoTime(); public static void arraycopy(Object src, int srcPos, Object dest, int destPos, int length); public static int identityHashCode(Object o);
  public static String getProperty(String key); public static String getProperty(String key, String otherwise); public static String setProperty(String key, String value); public static java.util.Properties getProperties();
  public static String lineSeparator(); public static String getenv(String name); public static java.util.Map<String, String> getenv(); public static void exit(int status); public static void gc();
}
public class Runtime { public static Runtime getRuntime(); public int availableProcessors(); public long totalMemory(); public long freeMemory(); public long maxMemory(); public void gc(); public void addShutdownHook(Thread hook); }`,
  bodies: {
    System: {
      out: printer('out'),
      err: printer('err'),
      in: () => jvm().local('standard input', () => allocate('java.io.ByteArrayInputStream')),
      currentTimeMillis: () => Math.floor(jvm().ref.currentTimeMillis()),
      nanoTime: () => {
        const ms = jvm().ref.currentTimeMillis();
        const nanos = BigInt(Math.floor(ms)) * 1_000_000n + BigInt(Math.floor((ms % 1) * 1e6));
        return narrowLong(nanos - 1_600_000_000_000_000_000n);
      },
      arraycopy,
      identityHashCode: (object: unknown) => (object === null ? 0 : identityHash(object as object)),
      'getProperty(String)': (key: string) => properties().get(key) ?? null,
      'getProperty(String,String)': (key: string, otherwise: string) => properties().get(key) ?? otherwise,
      setProperty: (key: string, value: string) => {
        const old = properties().get(key) ?? null;
        properties().set(key, value);
        return old;
      },
      getProperties: () => {
        const out = allocate<HashMapObject>('java.util.Properties');
        for (const [k, v] of properties()) out.put$Object$Object(k, v);
        return out;
      },
      lineSeparator: () => '\n',
      'getenv(String)': () => null,
      'getenv()': () => allocate<HashMapObject>('java.util.HashMap'),
      exit: (status: number) => {
        throw new SystemExit(status);
      },
      gc() {},
    },
    Runtime: {
      getRuntime: () => jvm().local('runtime', () => allocate('java.lang.Runtime')),
      availableProcessors: () => 4,
      totalMemory: () => 268435456,
      freeMemory: () => 201326592,
      maxMemory: () => MAX_HEAP,
      gc() {},
      addShutdownHook() {},
    },
  },
});
library({
  package: 'java.lang.reflect',
  stubs: `public interface Type { default String getTypeName(); }
public interface ParameterizedType extends Type { @NotSimulated Type[] getActualTypeArguments(); @NotSimulated Type getRawType(); }
@NotSimulated public final class Method { public String getName(); }
@NotSimulated public final class Field { public String getName(); }
@NotSimulated public final class Constructor<T> {}
@NotSimulated public final class Array {}
@NotSimulated public class Proxy {}`,
  bodies: {},
});
library({
  package: 'java.net',
  stubs: `@NotSimulated public class Socket implements java.io.Closeable { public Socket(String host, int port) throws java.io.IOException; }
@NotSimulated public class ServerSocket implements java.io.Closeable { public ServerSocket(int port) throws java.io.IOException; }
@Open public class InetAddress implements java.io.Serializable { public static InetAddress getLocalHost() throws UnknownHostException; public static InetAddress getLoopbackAddress(); public static InetAddress getByName(String host) throws UnknownHostException; public String getHostName(); public String getCanonicalHostName(); public String getHostAddress(); public boolean isLoopbackAddress(); public boolean equals(Object o); public int hashCode(); public String toString(); }`,
  bodies: { InetAddress: inetAddressBodies },
});
