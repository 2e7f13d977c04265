/** Known parts of Flink without a simulation: programs compile, and the first call stops with one clear message. */
import { library } from '../table.ts';

library({
  package: 'org.apache.flink.cep',
  stubs: `
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.cep.pattern.Pattern;
@NotSimulated public class CEP { public static <T> PatternStream<T> pattern(DataStream<T> input, Pattern<T, ?> pattern); }
@NotSimulated public class PatternStream<T> { public <R> SingleOutputStreamOperator<R> select(PatternSelectFunction<T, R> f); public <R> SingleOutputStreamOperator<R> process(org.apache.flink.cep.functions.PatternProcessFunction<T, R> f); public PatternStream<T> inProcessingTime(); public PatternStream<T> inEventTime(); }
public interface PatternSelectFunction<IN, OUT> extends org.apache.flink.api.common.functions.Function { OUT select(java.util.Map<String, java.util.List<IN>> pattern) throws Exception; }
public interface PatternTimeoutFunction<IN, OUT> extends org.apache.flink.api.common.functions.Function { OUT timeout(java.util.Map<String, java.util.List<IN>> pattern, long timestamp) throws Exception; }`,
  bodies: {},
});
library({
  package: 'org.apache.flink.cep.functions',
  stubs: `
@Open public abstract class PatternProcessFunction<IN, OUT> extends org.apache.flink.api.common.functions.AbstractRichFunction { public PatternProcessFunction(); public abstract void processMatch(java.util.Map<String, java.util.List<IN>> match, Context ctx, org.apache.flink.util.Collector<OUT> out) throws Exception; public interface Context { long timestamp(); <X> void output(org.apache.flink.util.OutputTag<X> tag, X value); } }`,
  bodies: {},
});
library({
  package: 'org.apache.flink.cep.pattern',
  stubs: `
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
@NotSimulated public class Pattern<T, F extends T> { public static <X> Pattern<X, X> begin(String name); public Pattern<T, F> where(IterativeCondition<F> condition); public Pattern<T, F> or(IterativeCondition<F> condition); public Pattern<T, F> until(IterativeCondition<F> condition); public Pattern<T, T> next(String name); public Pattern<T, T> followedBy(String name); public Pattern<T, T> followedByAny(String name); public Pattern<T, T> notNext(String name); public Pattern<T, T> notFollowedBy(String name); public Pattern<T, F> within(org.apache.flink.streaming.api.windowing.time.Time time); public Pattern<T, F> times(int n); public Pattern<T, F> oneOrMore(); public Pattern<T, F> optional(); public Pattern<T, F> consecutive(); }`,
  bodies: {},
});
library({
  package: 'org.apache.flink.cep.pattern.conditions',
  stubs: `
@Open public abstract class IterativeCondition<T> implements java.io.Serializable { public IterativeCondition(); public abstract boolean filter(T value, Context<T> ctx) throws Exception; public interface Context<T> { Iterable<T> getEventsForPattern(String name) throws Exception; long timestamp(); long currentProcessingTime(); } }
@Open public abstract class SimpleCondition<T> extends IterativeCondition<T> { public SimpleCondition(); public boolean filter(T value, IterativeCondition.Context<T> ctx) throws Exception; public abstract boolean filter(T value) throws Exception; }`,
  bodies: {},
});
library({
  package: 'org.apache.flink.connector.jdbc',
  stubs: `
@NotSimulated public class JdbcSink { public static <T> org.apache.flink.streaming.api.functions.sink.SinkFunction<T> sink(String sql, JdbcStatementBuilder<T> builder, JdbcConnectionOptions connection); public static <T> org.apache.flink.streaming.api.functions.sink.SinkFunction<T> sink(String sql, JdbcStatementBuilder<T> builder, JdbcExecutionOptions options, JdbcConnectionOptions connection); }
@FunctionalInterface public interface JdbcStatementBuilder<T> extends java.io.Serializable { void accept(java.sql.PreparedStatement statement, T value) throws java.sql.SQLException; }
@Open public class JdbcExecutionOptions { @NotSimulated public static Builder builder(); public static class Builder { @NotSimulated public Builder withBatchSize(int n); @NotSimulated public Builder withBatchIntervalMs(long ms); @NotSimulated public Builder withMaxRetries(int n); @NotSimulated public JdbcExecutionOptions build(); } }
@Open public class JdbcConnectionOptions { @NotSimulated public static class JdbcConnectionOptionsBuilder { public JdbcConnectionOptionsBuilder(); public JdbcConnectionOptionsBuilder withUrl(String url); public JdbcConnectionOptionsBuilder withDriverName(String name); public JdbcConnectionOptionsBuilder withUsername(String name); public JdbcConnectionOptionsBuilder withPassword(String password); public JdbcConnectionOptions build(); } }`,
  bodies: {},
});
