/** java.lang.Thread, ThreadLocal and ClassLoader. */

import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { newArray } from '../../arrays.ts';
import { jvm } from '../../jvm.ts';
import { allocate, staticsOf } from '../../link.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { startThreadObject } from './concurrent.ts';
import { classLoader, classNamed } from './lang-class.ts';
import { ThreadLocalObject, ThreadObject, theThread } from './lang-objects.ts';
import { resource, resourceStream } from './net-uri.ts';

library({
  package: 'java.lang',
  stubs: `
public class Thread implements Runnable {
  public static final int MIN_PRIORITY = 1;
  public static final int NORM_PRIORITY = 5;
  public static final int MAX_PRIORITY = 10;
  public Thread();
  public Thread(Runnable task);
  public Thread(Runnable task, String name);
  public Thread(String name);
  public static Thread currentThread();
  @Blocks public static void sleep(long millis) throws InterruptedException;
  @Blocks public static void sleep(long millis, int nanos) throws InterruptedException;
  public static void yield();
  public static void onSpinWait();
  @CallsBack public void run();
  public void start();
  public void interrupt();
  public boolean isInterrupted();
  public static boolean interrupted();
  public final boolean isAlive();
  public final void setDaemon(boolean on);
  public final boolean isDaemon();
  public final void setName(String name);
  public final String getName();
  public long getId();
  public final void setPriority(int priority);
  public final int getPriority();
  @Blocks public final void join() throws InterruptedException;
  @Blocks public final void join(long millis) throws InterruptedException;
  public StackTraceElement[] getStackTrace();
  public ClassLoader getContextClassLoader();
  public State getState();
  public void setUncaughtExceptionHandler(UncaughtExceptionHandler handler);
  public static void setDefaultUncaughtExceptionHandler(UncaughtExceptionHandler handler);
  public enum State { NEW, RUNNABLE, BLOCKED, WAITING, TIMED_WAITING, TERMINATED }
  @FunctionalInterface public interface UncaughtExceptionHandler { void uncaughtException(Thread thread, Throwable error); }
}
public class ThreadLocal<T> {
  public ThreadLocal();
  public static <S> ThreadLocal<S> withInitial(java.util.function.Supplier<? extends S> supplier);
  protected T initialValue();
  public T get();
  public void set(T value);
  public void remove();
}
public abstract class ClassLoader {
  public java.net.URL getResource(String name);
  public java.io.InputStream getResourceAsStream(String name);
  public Class<?> loadClass(String name) throws ClassNotFoundException;
  public static ClassLoader getSystemClassLoader();
  public static java.net.URL getSystemResource(String name);
  public static java.io.InputStream getSystemResourceAsStream(String name);
}`,
  bodies: {
    Thread: {
      $class: ThreadObject,
      currentThread: me,
      'sleep(long)': sleep,
      'sleep(long,int)': sleep,
      start(this: ThreadObject) {
        startThreadObject(this);
      },
      'join()'(this: ThreadObject) {
        return this.ended();
      },
      'join(long)'(this: ThreadObject, millis: LongValue) {
        return this.ended(Number(millis) === 0 ? null : Number(millis));
      },
      yield() {},
      onSpinWait() {},
      interrupted: () => me().wasInterrupted(),
      getState(this: ThreadObject) {
        return staticsOf<Record<string, unknown>>('java.lang.Thread$State')[`_${this.state()}`];
      },
      setUncaughtExceptionHandler(this: ThreadObject, handler: ThreadObject['handler']) {
        this.handler = handler;
      },
      setDefaultUncaughtExceptionHandler(handler: ThreadObject['handler']) {
        jvm().local('uncaught exceptions', () => ({ handler: null as ThreadObject['handler'] })).handler = handler;
      },
      getStackTrace: () => newArray('java.lang.StackTraceElement', 0, null),
      getContextClassLoader: classLoader,
    },
    ClassLoader: {
      getResource: resource,
      getResourceAsStream: resourceStream,
      loadClass: classNamed,
      getSystemClassLoader: classLoader,
      getSystemResource: resource,
      getSystemResourceAsStream: resourceStream,
    },
    ThreadLocal: { $class: ThreadLocalObject, withInitial: (supplier: { get$(): unknown }) => threadLocal(supplier) },
  },
});
function* sleep(millis: LongValue): Task<void> {
  if (millis < 0) raise('IllegalArgumentException', 'timeout value is negative');
  if (me().wasInterrupted()) raise('java.lang.InterruptedException', 'sleep interrupted');
  yield jvm().ref.sleep(Number(millis));
}
function me(): ThreadObject {
  return theThread(() => allocate<ThreadObject>('java.lang.Thread'));
}
function threadLocal(supplier: { get$(): unknown }): ThreadLocalObject {
  const local = allocate<ThreadLocalObject>('java.lang.ThreadLocal');
  local.supplier = supplier;
  return local;
}
