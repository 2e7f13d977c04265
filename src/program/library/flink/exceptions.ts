/** What execute() and a failed job's causes are, for programs that catch them or ask for their names. */
import { library } from '../table.ts';

library({
  package: 'org.apache.flink.runtime.client',
  stubs: `
public class JobExecutionException extends org.apache.flink.util.FlinkException {}
public class JobCancellationException extends JobExecutionException {}
public class JobSubmissionException extends JobExecutionException {}
public class DuplicateJobSubmissionException extends JobSubmissionException {}
public class JobInitializationException extends JobExecutionException {}`,
  bodies: {},
});
library({
  package: 'org.apache.flink.runtime',
  stubs: `
public class JobException extends org.apache.flink.util.FlinkException { public JobException(String message); public JobException(String message, Throwable cause); }`,
  bodies: {},
});
library({
  package: 'org.apache.flink.streaming.runtime.tasks',
  stubs: `
public class ExceptionInChainedOperatorException extends RuntimeException { public ExceptionInChainedOperatorException(Throwable cause); public ExceptionInChainedOperatorException(String message, Throwable cause); public Throwable getOriginalCause(); }`,
  bodies: {},
});
library({
  package: 'org.apache.flink.runtime.jobmanager.scheduler',
  stubs: `
public class NoResourceAvailableException extends org.apache.flink.runtime.JobException { public NoResourceAvailableException(String message); }`,
  bodies: {},
});
library({
  package: 'org.apache.flink.client.program',
  stubs: `
public class ProgramInvocationException extends Exception { public ProgramInvocationException(String message); public ProgramInvocationException(String message, Throwable cause); public ProgramInvocationException(Throwable cause); }`,
  bodies: {},
});
