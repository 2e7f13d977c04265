import type { CellRequest, CellResult, WorldEvent } from '../world/protocol.ts';

/** The cells' output as it comes, with a line before and after each. */
export function createPrinter() {
  let column = 0;
  const write = (text: string): void => {
    if (text === '') return;
    process.stdout.write(text);
    column = text.endsWith('\n') ? 0 : 1;
  };
  const fresh = (): void => {
    if (column > 0) write('\n');
  };
  return {
    start(request: CellRequest): void {
      fresh();
      const head = request.source.trim().split('\n')[0] ?? '';
      write(`── cell ${request.cell} · ${request.language} · ${head.slice(0, 90)}\n`);
    },
    event(event: WorldEvent): void {
      if (event.type === 'output') write(event.text);
    },
    stop(result: CellResult | null): void {
      fresh();
      if (result === null) write('   (goes on)\n');
      else if (!result.ok) write(`   failed: ${describe(result)}\n`);
      else if (result.check !== undefined) write(`   check: ${result.check}\n`);
    },
    /** A line of the command line's own. */
    note(text: string): void {
      fresh();
      write(`── ${text}\n`);
    },
    summary(cells: readonly { readonly index: number; readonly ok: boolean }[]): void {
      fresh();
      const failed = cells.filter((cell) => !cell.ok);
      write(
        `── ${cells.length - failed.length} of ${cells.length} cells ok${failed.length > 0 ? `; failed: ${failed.map((cell) => cell.index).join(', ')}` : ''}\n`,
      );
    },
  };
}

function describe(result: CellResult): string {
  const { error } = result;
  if (!error) return `exit code ${result.exitCode}`;
  const where =
    error.line === null
      ? ''
      : ` (${error.file === null ? '' : `${error.file}, `}line ${error.line}${error.column === null ? '' : `, column ${error.column}`})`;
  return error.message + where;
}
