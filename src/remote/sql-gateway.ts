import type { Task } from '../simulation/task.ts';
import type { CellRun, Outcome } from '../world/cell-run.ts';
import { fail } from '../world/cells.ts';
import { pause } from './pause.ts';
import type { RealTime } from './real-time.ts';
import { type FlinkRest, fieldOf, type Json, listAt, RemoteError, textAt } from './rest.ts';
import { isQuery, splitStatements } from './sql-statements.ts';
import { type SqlRow, sqlTable } from './sql-table.ts';

/**
 * Runs the SQL cells of a lesson in one session of a SQL Gateway (Flink 1.16 and newer):
 * https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/sql-gateway/rest/
 */
export interface SqlCells {
  run(cell: CellRun): Task<Outcome>;
  /** Closes the session, which ends its queries. */
  close(): Promise<void>;
}

/** Between two looks at a result that is not there yet, ms. */
const LOOK_MS = 200;
/** A query that has run that long counts as one that goes on for ever, ms. */
const SERVING_MS = 5000;

const NEXT_STEP = 'Is it started (bin/sql-gateway.sh start), and is this its own address, usually port 8083?';

interface Session {
  /** `/v2/sessions/HANDLE`. */
  readonly path: string;
  /** How a result is asked for: v1 (Flink 1.16) has one row format only. */
  readonly format: string;
}

interface Page {
  readonly type: string;
  readonly columns: readonly string[];
  readonly rows: readonly SqlRow[];
  /** Path of the next page; null where there is none, or none yet. */
  readonly next: string | null;
}

/** @param started hears of a job that an INSERT has started */
export function createSqlCells(gateway: FlinkRest, realTime: RealTime, started: (job: string) => void): SqlCells {
  let session: Promise<Session> | null = null;
  const opened = (signal: AbortSignal): Promise<Session> => {
    session ??= openSession(gateway, signal);
    session.catch(() => {
      session = null;
    });
    return session;
  };

  function* execute(cell: CellRun, statement: string): Task {
    const { path, format } = yield* realTime.wait(opened);
    const answer = yield* realTime.wait((signal) => gateway.send('POST', `${path}/statements`, { statement }, signal));
    const operation = `${path}/operations/${textAt(answer, 'operationHandle')}`;
    const query = isQuery(statement);
    const since = performance.now();
    let table: ReturnType<typeof sqlTable> | null = null;
    let at = `${operation}/result/0${format}`;
    while (!cell.interrupted) {
      const page = pageOf(yield* realTime.wait((signal) => gateway.get(at, signal)));
      const job = jobOf(page);
      if (job !== null) {
        started(job);
        cell.print(
          'stdout',
          `[INFO] SQL update statement has been successfully submitted to the cluster:\nJob ID: ${job}\n`,
        );
      } else if (page.rows.length > 0 && !query && page.columns.length === 1 && page.rows[0]!.fields[0] === 'OK')
        cell.print('stdout', '[INFO] Execute statement succeeded.\n');
      else if (page.type === 'PAYLOAD') {
        table ??= sqlTable(page.columns, query);
        cell.print('stdout', table.add(page.rows));
      }
      if (page.type === 'EOS') break;
      at = page.next ?? at;
      if (query && performance.now() - since > SERVING_MS) cell.serving();
      if (page.rows.length === 0) yield* realTime.wait((signal) => pause(LOOK_MS, signal));
    }
    if (cell.interrupted) yield* realTime.wait((signal) => gateway.send('DELETE', `${operation}/close`, {}, signal));
    if (table) cell.print('stdout', table.end());
  }

  return {
    *run(cell) {
      try {
        for (const statement of splitStatements(cell.request.source))
          if (!cell.interrupted) yield* execute(cell, statement);
      } catch (error) {
        if (!(error instanceof RemoteError)) throw error;
        const message = `${error.message}${error.problem === 'rejected' ? '' : `. ${NEXT_STEP}`}`;
        cell.print('stderr', `[ERROR] ${message}\n`);
        return fail(message, 1);
      }
      return { exitCode: cell.interrupted ? 130 : 0, error: null };
    },
    async close() {
      const open = await session?.catch(() => null);
      // A session that cannot be closed ends by its idle timeout.
      if (open) await gateway.send('DELETE', open.path, {}).catch(() => undefined);
    },
  };
}

async function openSession(gateway: FlinkRest, signal: AbortSignal): Promise<Session> {
  const versions = listAt(await gateway.get('/api_versions', signal), 'versions').map((each) =>
    String(each).toLowerCase(),
  );
  const second = versions.includes('v2');
  if (!second && !versions.includes('v1'))
    throw new RemoteError('not-flink', `${gateway.address.url} does not answer as a SQL Gateway does`);
  const root = second ? '/v2' : '/v1';
  const answer = await gateway.send('POST', `${root}/sessions`, { sessionName: 'millrace' }, signal);
  return { path: `${root}/sessions/${textAt(answer, 'sessionHandle')}`, format: second ? '?rowFormat=PLAIN_TEXT' : '' };
}

function pageOf(answer: Json): Page {
  const results = fieldOf(answer, 'results');
  return {
    type: textAt(answer, 'resultType') ?? 'EOS',
    columns: listAt(results, 'columns').map((column) => textAt(column, 'name') ?? ''),
    rows: listAt(results, 'data').map((row) => ({
      kind: textAt(row, 'kind') ?? 'INSERT',
      fields: listAt(row, 'fields').map(textOf),
    })),
    next: textAt(answer, 'nextResultUri'),
  };
}

const textOf = (value: Json): string =>
  value === null ? '<NULL>' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** An INSERT answers with the id of its job. */
function jobOf({ columns, rows }: Page): string | null {
  return columns.length === 1 && columns[0] === 'job id' ? (rows[0]?.fields[0] ?? null) : null;
}
