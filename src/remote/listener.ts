import { type Connection, type Platform, type Process, SystemError } from '../platform/types.ts';
import type { Task } from '../simulation/task.ts';
import { explain } from './advice.ts';
import { stranger } from './gateway.ts';
import type { RealTime } from './real-time.ts';

/** A connection that a real program made to a real port. */
export interface RealConnection {
  write(text: string): void;
  end(): void;
  onText(listener: (text: string) => void): void;
  onEnd(listener: () => void): void;
}
export interface RealPort {
  close(): void;
}
/** Opens a port of this computer, on the loopback interface alone. Rejects with an Error of one sentence. */
export type ListenReal = (port: number, accept: (connection: RealConnection) => void) => Promise<RealPort>;

/** Real ports in front of those that simulated programs listen on. */
export interface Listening {
  /** Opens the real port for as long as `process` lives and leads connections to the same port of its machine. Gives why not, or null. */
  open(platform: Platform, process: Process, port: number): Task<string | null>;
  close(): void;
}

export function createListening(realTime: RealTime, listen: ListenReal): Listening {
  const ports = new Set<RealPort>();
  return {
    *open(platform, process, port) {
      const caller = stranger(process.machine, 'real-socket');
      try {
        const real = yield* realTime.wait(() =>
          listen(port, (connection) =>
            realTime.enter(() => void caller.spawn(lead(platform, caller, port, connection))),
          ),
        );
        ports.add(real);
        process.onClose(() => {
          ports.delete(real);
          real.close();
          caller.exit(0);
        });
        return null;
      } catch (error) {
        caller.exit(1);
        return explain(error);
      }
    },
    close() {
      for (const port of ports) port.close();
      ports.clear();
    },
  };

  function* lead(platform: Platform, caller: Process, port: number, real: RealConnection): Task {
    let connection: Connection;
    try {
      connection = (yield platform.network.connect(caller, 'localhost', port)) as Connection;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      real.end();
      return;
    }
    real.onText((text) => realTime.enter(() => connection.write(text)));
    real.onEnd(() => realTime.enter(() => connection.close()));
    for (;;) {
      const text = (yield connection.read()) as string | null;
      if (text === null) break;
      real.write(text);
    }
    real.end();
  }
}
