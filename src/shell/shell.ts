import type { Machine, Platform } from '../platform/types.ts';
import type { ShellHooks, ShellHost } from './host.ts';
import { openInteractive } from './interactive.ts';
import { PROGRAMS } from './programs/index.ts';
import { type InteractiveShell, openSession, type ShellSession } from './session.ts';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** The shells of a world's machines. */
export interface Shell {
  readonly host: ShellHost;
  /** A login shell whose runs are given as text (cells). The user is made if the machine has none of that name. */
  open(machine: Machine, user: string): ShellSession;
  /** A login shell in a terminal; `write` gets what the terminal shows. */
  interactive(
    machine: Machine,
    user: string,
    terminal: TerminalSize & { readonly write: (data: string) => void },
  ): InteractiveShell;
}

export function createShell(platform: Platform, hooks: ShellHooks = {}): Shell {
  const host: ShellHost = {
    platform,
    programs: hooks.programs ? new Map([...PROGRAMS, ...Object.entries(hooks.programs)]) : PROGRAMS,
    hooks,
  };
  return {
    host,
    open: (machine, user) => openSession(host, machine, user),
    interactive: (machine, user, terminal) => openInteractive(host, machine, user, terminal),
  };
}
