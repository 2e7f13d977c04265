import { describe, expect, it } from 'vitest';
import { createShellWorld } from './support.ts';

/** A terminal on node1; `type` waits a second of virtual time after the keys. */
function terminal() {
  const w = createShellWorld();
  let screen = '';
  const shell = w.shell.interactive(w.machine('node1'), 'root', {
    columns: 80,
    rows: 24,
    write: (data) => {
      screen += data;
    },
  });
  const type = (text: string, ms = 1000): string => {
    const before = screen.length;
    shell.data(text);
    w.world.run(w.world.now + ms);
    return screen.slice(before);
  };
  w.world.run(100);
  return { w, shell, type, screen: () => screen };
}

describe('a terminal', () => {
  it('prompts, echoes and runs', () => {
    const t = terminal();
    expect(t.screen()).toBe('[root@node1 ~]# ');
    expect(t.type('cd /opt\r')).toBe('cd /opt\r\n[root@node1 opt]# ');
    expect(t.type('echo 1 2\r')).toBe('echo 1 2\r\n1 2\r\n[root@node1 opt]# ');
  });

  it('edits the line: arrows, backspace, Ctrl-A, Delete, Ctrl-E, history', () => {
    const t = terminal();
    t.type('echo helo\x1b[Dl\r');
    expect(t.screen()).toContain('\r\nhello\r\n');
    expect(t.type('\x1b[A\r')).toContain('\r\nhello\r\n');
    expect(t.type('xx echo\x01\x1b[3~\x1b[3~\x1b[3~\x05 ok\r')).toContain('\r\nok\r\n');
    expect(t.type('echo abc\x7f\x7fB\r')).toContain('\r\naB\r\n');
  });

  it('completes commands and paths with Tab', () => {
    const t = terminal();
    expect(t.type('start-cl\t')).toBe('start-cluster.sh ');
    t.type('\x15');
    expect(t.type('ls /etc/host\t')).toContain('/etc/host');
    expect(t.type('\t\t')).toMatch(/hostname {2}hosts|hosts {2}hostname/);
  });

  it('asks for more with PS2 and takes a here-document', () => {
    const t = terminal();
    expect(t.type('for i in 1 2; do\r')).toBe('for i in 1 2; do\r\n> ');
    expect(t.type('echo $i; done\r')).toContain('\r\n1\r\n2\r\n');
    t.type('cat > /tmp/f <<EOF\r');
    t.type('line\rEOF\r');
    expect(t.w.machine('node1').files.readText('/tmp/f')).toBe('line\n');
  });

  it('Ctrl-C ends the foreground job only, Ctrl-Z stops it, fg goes on, Ctrl-D logs out', () => {
    const t = terminal();
    t.type('sleep 100\r');
    expect(t.type('\x03')).toBe('^C\r\n[root@node1 ~]# ');
    t.type('sleep 3\r');
    expect(t.type('\x1a')).toContain('[1]+  Stopped                 sleep 3');
    expect(t.type('fg\r', 5000)).toBe('fg\r\nsleep 3\r\n[root@node1 ~]# ');
    t.type('sleep 1 &\r');
    expect(t.type('\r', 3000)).toContain('[root@node1 ~]# ');
    expect(t.type('\r')).toContain('[1]+  Done                    sleep 1');
    let exit: number | null = null;
    t.shell.onEnd((code) => {
      exit = code;
    });
    t.type('\x04');
    expect(exit).not.toBeNull();
  });

  it('goes to another machine with ssh and comes back', () => {
    const t = terminal();
    expect(t.type('ssh node2\r')).toContain('[root@node2 ~]# ');
    expect(t.type('hostname\r')).toContain('\r\nnode2\r\n');
    expect(t.type('exit\r')).toContain('[root@node1 ~]# ');
  });

  it('reads cooked lines for a program: echo, Ctrl-D', () => {
    const t = terminal();
    t.type('cat > /tmp/typed\r');
    expect(t.type('onx\x7fe\r')).toBe('onx\b \be\r\n');
    t.type('\x04');
    expect(t.w.machine('node1').files.readText('/tmp/typed')).toBe('one\n');
  });
});
