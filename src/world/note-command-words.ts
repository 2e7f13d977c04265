import type { ShellSession } from '../shell/session.ts';

/** Words of the simple commands of a line: quotes taken off, `~` and variables filled in. Good enough to find paths in it. */
export function simpleCommands(text: string, session: ShellSession): string[][] {
  const home = session.machine.users.get(session.user)?.home ?? '/';
  const plain = text.replace(/\\\n/g, ' ').replace(/(^|\s)#.*$/gm, '$1');
  return plain
    .split(/\n|;|&&|\|\|?|&(?!>)/)
    .map((command) =>
      (command.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [])
        .map((word) => word.replace(/["']/g, ''))
        .map((word) => word.replace(/^~(?=\/|$)/, home))
        .map((word) =>
          word.replace(
            /\$\{?(\w+)\}?/g,
            (_, name: string) => session.env.get(name) ?? (name === 'PWD' ? session.cwd : ''),
          ),
        ),
    )
    .map((words) => {
      let start = 0;
      while (
        start < words.length &&
        (/^(?:sudo|nohup|time|exec|bash|sh)$/.test(words[start]!) || /^\w+=/.test(words[start]!))
      )
        start++;
      return words.slice(start);
    })
    .filter((words) => words.length > 0);
}
