import type { ProcessRef } from '../trace/facts.ts';
import type { Accepting } from './network.ts';
import {
  type Connection,
  type HttpResponse,
  type Listener,
  type Machine,
  type Network,
  type Process,
  SystemError,
  type World,
} from './types.ts';

/** What HTTP needs of the network below it. */
export interface Transport {
  readonly world: World;
  bind(process: Process, port: number, accept: (connection: Connection) => void): Listener;
  dial(
    process: Process,
    host: string,
    port: number,
    found: (listener: Accepting) => void,
    fail: (error: SystemError) => void,
  ): undefined | (() => void);
  latency(from: Machine, to: Machine): number | null;
  travel(from: Process, to: Process, delay: number): number;
  ref(process: Process): ProcessRef;
}

type Answer = Parameters<Network['serve']>[2];

/** HTTP/1.1 as one message each way; the server's answer is a coroutine of its process. */
export function createHttp({ world, bind, dial, latency, travel, ref }: Transport): Pick<Network, 'serve' | 'request'> {
  const servers = new Map<Listener, Answer>();
  return {
    serve(process, port, answer) {
      // Someone with telnet or nc at an HTTP port: netty answers 400 to what is no request.
      const listener = bind(process, port, (connection) => {
        process.spawn(
          (function* () {
            if ((yield connection.readLine()) === null) return;
            connection.write('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
            connection.close();
          })(),
        );
      });
      servers.set(listener, answer);
      process.onClose(() => servers.delete(listener));
      return listener;
    },
    request: (process, host, port, request) => (resume, fail) => {
      let given = false;
      const settle = (how: () => void): void => {
        if (given) return;
        given = true;
        process.deliver(how);
      };
      const subject = `${host}:${port}`;
      const withdraw = dial(
        process,
        host,
        port,
        (listener) => {
          const answer = servers.get(listener);
          const server = listener.process;
          if (!answer) {
            fail(new SystemError('ECONNRESET', subject));
            return;
          }
          const message = (from: Process, to: Process, name: string, then: () => void): void => {
            const delay = latency(from.machine, to.machine);
            const wait = delay === null ? null : travel(from, to, delay);
            world.emit({
              kind: 'message',
              from: ref(from),
              to: ref(to),
              protocol: 'http',
              name,
              arrives: wait === null ? null : world.now + wait,
            });
            if (wait !== null) world.schedule(wait, then);
          };
          const died = (): void => {
            if (server.machine.powered) settle(() => fail(new SystemError('ECONNRESET', subject)));
          };
          message(process, server, `${request.method} ${request.url}`, () => {
            if (!server.alive) {
              died();
              return;
            }
            const unwatch = server.onState((state) => {
              if (state === 'ended') died();
            });
            server.deliver(() => {
              server.spawn(answer(request)).onEnd((coroutine) => {
                unwatch();
                const response: HttpResponse = coroutine.result ?? {
                  status: 500,
                  headers: {},
                  body: JSON.stringify({ errors: [String(coroutine.error)] }),
                };
                message(server, process, `${response.status}`, () => settle(() => resume(response)));
              });
            });
          });
        },
        fail,
      );
      return () => {
        given = true;
        withdraw?.();
      };
    },
  };
}
