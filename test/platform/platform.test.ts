import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFault } from '../../src/platform/faults.ts';
import { LARGEST_FILE } from '../../src/platform/filesystem.ts';
import { createPipe } from '../../src/platform/streams.ts';
import { createTerminal } from '../../src/platform/terminal.ts';
import { type Connection, type HttpResponse, SystemError } from '../../src/platform/types.ts';
import { sleep } from '../../src/simulation/simulation.ts';
import { start } from '../../src/simulation/task.ts';
import { createTestWorld } from './support.ts';

describe('processes', () => {
  it('lose their timers and coroutines when killed', () => {
    const { world, process } = createTestWorld();
    const p = process('node1');
    let ran = 0;
    p.schedule(10, () => ran++);
    p.spawn(
      (function* () {
        yield sleep(world, 10);
        ran++;
      })(),
    );
    world.run(5);
    p.kill('SIGKILL');
    world.run(100);
    expect(ran).toBe(0);
    expect(p.signal).toBe('SIGKILL');
  });

  it('stand still between SIGSTOP and SIGCONT, timers and coroutines alike', () => {
    const { world, process } = createTestWorld();
    const p = process('node1');
    const at: number[] = [];
    p.schedule(10, () => at.push(world.now));
    p.spawn(
      (function* () {
        yield sleep(world, 10);
        at.push(world.now);
      })(),
    );
    world.run(4);
    p.kill('SIGSTOP');
    world.run(100);
    expect(at).toEqual([]);
    p.kill('SIGCONT');
    world.run(200);
    expect(at).toEqual([100, 106]);
  });

  it('take longer on a slow machine, from the moment it becomes slow', () => {
    const { world, machine, process } = createTestWorld();
    const p = process('node1');
    let at = 0;
    p.schedule(10, () => {
      at = world.now;
    });
    world.run(5);
    machine('node1').slowdown = 10;
    world.run(1000);
    expect(at).toBe(55);
  });

  it('handle SIGTERM when they wish, and end with the status a shell reports', () => {
    const { process } = createTestWorld();
    const p = process('node1');
    p.onSignal('SIGTERM', () => p.exit(143));
    p.kill('SIGTERM');
    expect(p.exitCode).toBe(143);
    expect(p.machine.processes.size).toBe(0);
  });
});

describe('the network', () => {
  const connectTo = (world: ReturnType<typeof createTestWorld>, from: string, host: string, port: number) => {
    const client = world.process(from);
    const outcome: { connection?: Connection; error?: unknown } = {};
    client
      .spawn(
        (function* () {
          outcome.connection = (yield world.platform.network.connect(client, host, port)) as Connection;
        })(),
      )
      .onEnd((c) => {
        outcome.error = c.error;
      });
    return outcome;
  };

  it('refuses, does not know, and times out as Linux does', () => {
    const w = createTestWorld();
    const refused = connectTo(w, 'node1', 'node2', 9999);
    const unknown = connectTo(w, 'node1', 'nodeX', 9999);
    w.platform.network.partition(['node3']);
    const cut = connectTo(w, 'node1', 'node3', 9999);
    w.world.run(200_000);
    expect((refused.error as SystemError).code).toBe('ECONNREFUSED');
    expect((unknown.error as SystemError).code).toBe('ENOTFOUND');
    expect((cut.error as SystemError).code).toBe('ETIMEDOUT');
  });

  it('carries text in order and tells the peer how it ended', () => {
    const w = createTestWorld();
    const server = w.process('node2');
    let accepted: Connection | undefined;
    w.platform.network.listen(server, 9999, (connection) => {
      accepted = connection;
      connection.write('a\n');
      connection.write('b\n');
    });
    const client = connectTo(w, 'node1', 'node2', 9999);
    w.world.run(10);
    const lines: unknown[] = [];
    const ends: string[] = [];
    client.connection!.onClose((how) => ends.push(how));
    start(
      (function* () {
        for (;;) {
          const line = yield client.connection!.readLine();
          lines.push(line);
          if (line === null) return;
        }
      })(),
    );
    expect(accepted).toBeDefined();
    server.kill('SIGKILL');
    w.world.run(20);
    expect(lines).toEqual(['a', 'b', null]);
    expect(ends).toEqual(['reset']);
  });

  it('says nothing to the peers of a machine without power', () => {
    const w = createTestWorld();
    const server = w.process('node2');
    w.platform.network.listen(server, 9999, () => {});
    const client = connectTo(w, 'node1', 'node2', 9999);
    w.world.run(10);
    let ended = false;
    client.connection!.onClose(() => {
      ended = true;
    });
    w.machine('node2').powerOff();
    client.connection!.write('hello');
    w.world.run(10_000);
    expect(ended).toBe(false);
    w.machine('node2').powerOn();
    client.connection!.write('hello');
    w.world.run(20_000);
    expect(ended).toBe(true);
  });

  it('delivers after a partition what was written during it', () => {
    const w = createTestWorld();
    const server = w.process('node2');
    let got = '';
    w.platform.network.listen(server, 9999, (connection) => {
      server.spawn(
        (function* () {
          for (;;) {
            const text = (yield connection.read()) as string | null;
            if (text === null) return;
            got += text;
          }
        })(),
      );
    });
    const client = connectTo(w, 'node1', 'node2', 9999);
    w.world.run(10);
    applyFault(w.platform, { kind: 'partition', machines: ['node2'] });
    client.connection!.write('x');
    w.world.run(1000);
    expect(got).toBe('');
    applyFault(w.platform, { kind: 'heal' });
    w.world.run(1010);
    expect(got).toBe('x');
  });

  it('answers HTTP, and resets when the server dies meanwhile', () => {
    const w = createTestWorld();
    const server = w.process('node2');
    w.platform.network.serve(server, 8081, function* (request) {
      yield sleep(w.world, 100);
      return { status: 200, headers: {}, body: request.url };
    });
    const client = w.process('node1');
    const get = (url: string) => {
      const outcome: { response?: HttpResponse; error?: unknown } = {};
      client
        .spawn(
          (function* () {
            const request = { method: 'GET', url, headers: {}, body: '' };
            outcome.response = (yield w.platform.network.request(client, 'node2', 8081, request)) as HttpResponse;
          })(),
        )
        .onEnd((c) => {
          outcome.error = c.error;
        });
      return outcome;
    };
    const first = get('/jobs');
    w.world.run(150);
    expect(first.response?.body).toBe('/jobs');
    const second = get('/config');
    w.world.run(200);
    server.kill('SIGKILL');
    w.world.run(300);
    expect((second.error as SystemError).code).toBe('ECONNRESET');
  });

  it('keeps the order of messages between two processes, whatever the latencies', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.nat(3), { maxLength: 40 }), (seed, gaps) => {
        const w = createTestWorld(seed);
        const from = w.process('node1');
        const to = w.process('node2');
        const got: number[] = [];
        let at = 0;
        gaps.forEach((gap, i) => {
          at += gap / 20;
          w.world.schedule(at, () =>
            w.platform.network.send({ from, to, protocol: 'rpc', name: null, deliver: () => got.push(i) }),
          );
        });
        w.world.run(1000);
        expect(got).toEqual(gaps.map((_, i) => i));
      }),
    );
  });

  it('tells a sender when the receiver is dead, and nothing when it is cut off', () => {
    const w = createTestWorld();
    const from = w.process('node1');
    const dead = w.process('node2');
    const far = w.process('node3');
    dead.kill('SIGKILL');
    w.platform.network.partition(['node3']);
    const lost: string[] = [];
    for (const [to, name] of [
      [dead, 'dead'],
      [far, 'far'],
    ] as const)
      w.platform.network.send({
        from,
        to,
        protocol: 'rpc',
        name: 'hello',
        deliver: () => lost.push('delivered'),
        lost: () => lost.push(name),
      });
    w.world.run(1000);
    expect(lost).toEqual(['dead']);
  });

  it('has every machine in /etc/hosts and obeys what is written there', () => {
    const w = createTestWorld();
    const node1 = w.machine('node1');
    expect(node1.files.readText('/etc/hosts')).toContain('192.168.10.103 node3');
    node1.files.append('/etc/hosts', '192.168.10.102 other\n');
    expect(w.platform.network.resolve(node1, 'other')?.name).toBe('node2');
    expect(w.platform.network.resolve(w.machine('node2'), 'other')).toBeUndefined();
  });
});

describe('files', () => {
  const errno = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof SystemError) return error.code;
      throw error;
    }
    return 'ok';
  };

  it('fail as Linux fails', () => {
    const { files } = createTestWorld().machine('node1');
    expect(errno(() => files.read('/nope'))).toBe('ENOENT');
    expect(errno(() => files.read('/tmp'))).toBe('EISDIR');
    expect(errno(() => files.mkdir('/tmp'))).toBe('EEXIST');
    expect(errno(() => files.write('/a/b', 'x'))).toBe('ENOENT');
    files.write('/tmp/f', 'x');
    expect(errno(() => files.list('/tmp/f'))).toBe('ENOTDIR');
    expect(errno(() => files.remove('/tmp'))).toBe('ENOTEMPTY');
    files.link('/tmp/loop', '/tmp/loop');
    expect(errno(() => files.read('/tmp/loop'))).toBe('ELOOP');
    files.full = true;
    expect(errno(() => files.append('/tmp/f', 'more'))).toBe('ENOSPC');
  });

  it('has room for no file without end', () => {
    const { files } = createTestWorld().machine('node1');
    files.write('/tmp/f', { kind: 'bytes', bytes: new Uint8Array(LARGEST_FILE) });
    expect(errno(() => files.append('/tmp/f', 'z'))).toBe('ENOSPC');
    expect(files.stat('/tmp/f').size).toBe(LARGEST_FILE);
  });

  it('follow links, also dangling ones when written to', () => {
    const { files } = createTestWorld().machine('node1');
    files.mkdir('/opt/flink-1.13.6/conf', { recursive: true });
    files.link('flink-1.13.6', '/opt/flink');
    files.write('/opt/flink/conf/masters', 'node1:8081\n');
    expect(files.readText('/opt/flink-1.13.6/conf/masters')).toBe('node1:8081\n');
    expect(files.realPath('/opt/flink/conf')).toBe('/opt/flink-1.13.6/conf');
    files.link('/tmp/target', '/tmp/link');
    files.write('/tmp/link', 'x');
    expect(files.readText('/tmp/target')).toBe('x');
    expect(files.lstat('/tmp/link').type).toBe('link');
  });

  it('show a mounted workspace read-only', () => {
    const { files } = createTestWorld().machine('node1');
    files.mount('/workspace', {
      list: (path) => (path === '' ? [{ name: 'words.txt', type: 'file' }] : null),
      read: (path) => (path === 'words.txt' ? { kind: 'text', text: 'a b' } : null),
      size: (path) => (path === 'words.txt' ? 3 : null),
    });
    expect(files.list('/workspace')).toEqual(['words.txt']);
    expect(files.readText('/workspace/words.txt')).toBe('a b');
    expect(errno(() => files.write('/workspace/words.txt', 'x'))).toBe('EROFS');
    expect(errno(() => files.read('/workspace/none'))).toBe('ENOENT');
  });

  it('count bytes as UTF-8 does', () => {
    const { files } = createTestWorld().machine('node1');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        files.write('/tmp/f', a);
        files.append('/tmp/f', b);
        expect(files.stat('/tmp/f').size).toBe(Buffer.byteLength(a) + Buffer.byteLength(b));
      }),
    );
  });

  it('tell watchers of a file and of the directory above', () => {
    const { files } = createTestWorld().machine('node1');
    const seen: string[] = [];
    files.watch('/tmp', (path) => seen.push(`dir ${path}`));
    const stop = files.watch('/tmp/f', (path) => seen.push(`file ${path}`));
    files.append('/tmp/f', 'x');
    stop();
    files.append('/tmp/f', 'x');
    expect(seen).toEqual(['file /tmp/f', 'dir /tmp/f', 'dir /tmp/f']);
  });
});

describe('pipes and terminals', () => {
  it('end when the last writer has let go', () => {
    const pipe = createPipe();
    pipe.writer.retain!();
    pipe.writer.write('x');
    pipe.writer.release!();
    expect(pipe.reader.ended).toBe(false);
    pipe.writer.release!();
    const got: unknown[] = [];
    start(
      (function* () {
        got.push(yield pipe.reader.read(), yield pipe.reader.read());
      })(),
    );
    expect(got).toEqual(['x', null]);
  });

  it('give lines however the text was cut', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-c\n]{0,5}$/)), (chunks) => {
        const pipe = createPipe();
        const lines: unknown[] = [];
        start(
          (function* () {
            for (;;) {
              const line = yield pipe.reader.readLine();
              if (line === null) return;
              lines.push(line);
            }
          })(),
        );
        for (const chunk of chunks) pipe.writer.write(chunk);
        pipe.writer.end();
        const text = chunks.join('');
        const expected = text.split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(lines).toEqual(expected);
      }),
    );
  });

  it('echo and edit lines, and turn Ctrl-C and Ctrl-D into a signal and an end', () => {
    let shown = '';
    const terminal = createTerminal((text) => {
      shown += text;
    });
    const got: unknown[] = [];
    const signals: string[] = [];
    terminal.foreground = (signal) => signals.push(signal);
    start(
      (function* () {
        got.push(yield terminal.input.readLine(), yield terminal.input.readLine());
      })(),
    );
    terminal.type('helo\x7flo\r');
    expect(shown).toBe('helo\b \blo\r\n');
    terminal.type('x\x03\x04');
    expect(got).toEqual(['hello', null]);
    expect(signals).toEqual(['SIGINT']);
  });
});

it('is the same world, fact for fact, for the same seed', () => {
  const run = (seed: number) => {
    const w = createTestWorld(seed);
    const from = w.process('node1');
    const to = w.process('node2');
    for (let i = 0; i < 20; i++)
      w.platform.network.send({ from, to, protocol: 'rpc', name: `m${i}`, deliver: () => {} });
    w.world.run(100);
    return w.trace;
  };
  expect(run(7)).toEqual(run(7));
  expect(run(7)).not.toEqual(run(8));
});
