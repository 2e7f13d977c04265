/** java.sql: Timestamp, Date and the names of JDBC, which is not simulated. */
import { formatPattern, instantOf, parsePattern } from '../../runtime/calendar.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { localDateTime } from './time-local.ts';
import { DateObject, defaultZone, javaDate } from './util-date.ts';

class TimestampObject extends DateObject {
  override $toString(): string {
    const ms = String(((this.time % 1000) + 1000) % 1000)
      .padStart(3, '0')
      .replace(/0{1,2}$/, '');
    return `${formatPattern('yyyy-MM-dd HH:mm:ss', this.fields(), 0, '', true)}.${ms}`;
  }
}

library({
  package: 'java.sql',
  stubs: `
public class Timestamp extends java.util.Date { public Timestamp(long time); public static Timestamp valueOf(String text); public java.time.LocalDateTime toLocalDateTime(); public String toString(); }
public class Time extends java.util.Date { public Time(long time); }
public class Date extends java.util.Date { public Date(long time); public static Date valueOf(String text); public String toString(); }
@NotSimulated public class DriverManager { public static Connection getConnection(String url, String user, String password) throws SQLException; public static Connection getConnection(String url) throws SQLException; }
public interface Connection extends AutoCloseable { PreparedStatement prepareStatement(String sql) throws SQLException; Statement createStatement() throws SQLException; void close() throws SQLException; void commit() throws SQLException; void setAutoCommit(boolean on) throws SQLException; }
public interface Statement extends AutoCloseable { ResultSet executeQuery(String sql) throws SQLException; int executeUpdate(String sql) throws SQLException; boolean execute(String sql) throws SQLException; void close() throws SQLException; }
public interface PreparedStatement extends Statement { ResultSet executeQuery() throws SQLException; int executeUpdate() throws SQLException; boolean execute() throws SQLException; int getUpdateCount() throws SQLException; void setInt(int i, int v) throws SQLException; void setLong(int i, long v) throws SQLException; void setString(int i, String v) throws SQLException; void setDouble(int i, double v) throws SQLException; void setTimestamp(int i, Timestamp v) throws SQLException; void setObject(int i, Object v) throws SQLException; }
public interface ResultSet extends AutoCloseable { boolean next() throws SQLException; int getInt(String c) throws SQLException; long getLong(String c) throws SQLException; String getString(String c) throws SQLException; double getDouble(String c) throws SQLException; int getInt(int c) throws SQLException; String getString(int c) throws SQLException; void close() throws SQLException; }
`,
  bodies: {
    Timestamp: {
      $class: TimestampObject,
      valueOf: (text: string) => {
        const parsed = parsePattern('yyyy-MM-dd HH:mm:ss', text, true);
        if (parsed.failed)
          raise('IllegalArgumentException', 'Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]');
        const fraction = /^\.(\d{1,9})/.exec(text.slice(parsed.end));
        return javaDate(
          instantOf({ ...parsed, nano: fraction ? Number(fraction[1]!.padEnd(9, '0')) : 0 }, defaultZone()),
          'java.sql.Timestamp',
        );
      },
      toLocalDateTime(this: DateObject) {
        return localDateTime(this.fields());
      },
    },
    Date: {
      $class: class extends DateObject {
        override $toString(): string {
          return formatPattern('yyyy-MM-dd', this.fields(), 0, '', true);
        }
      },
      valueOf: (text: string) =>
        javaDate(instantOf(parsePattern('yyyy-MM-dd', text, true), defaultZone()), 'java.sql.Date'),
    },
  },
});
