import type { SystemError } from '../../platform/types.ts';
import { JavaError } from '../api/jar.ts';
import { completionException, exception } from '../jobmanager/errors.ts';

/** How the client side of Flink wraps what went wrong (exception classes, messages and the frames worth reading). */

const EXECUTE_FRAMES = [
  'org.apache.flink.client.program.StreamContextEnvironment.execute(StreamContextEnvironment.java:76)',
  'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment.execute(StreamExecutionEnvironment.java:1833)',
];

/** executeAsync() failed: `Failed to execute job 'name'.` */
export function failedToExecute(jobName: string, cause: JavaError): JavaError {
  return exception('org.apache.flink.util.FlinkException', `Failed to execute job '${jobName}'.`, cause, [
    'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment.executeAsync(StreamExecutionEnvironment.java:1969)',
    'org.apache.flink.client.program.StreamContextEnvironment.executeAsync(StreamContextEnvironment.java:137)',
    ...EXECUTE_FRAMES,
  ]);
}

export function failedToSubmit(cause: JavaError): JavaError {
  return exception('org.apache.flink.runtime.client.JobSubmissionException', 'Failed to submit JobGraph.', cause, [
    'org.apache.flink.client.program.rest.RestClusterClient.lambda$submitJob$9(RestClusterClient.java:405)',
    'java.base/java.util.concurrent.CompletableFuture.uniExceptionally(CompletableFuture.java:990)',
    'java.base/java.util.concurrent.CompletableFuture$UniExceptionally.tryFire(CompletableFuture.java:974)',
    'java.base/java.util.concurrent.CompletableFuture.postComplete(CompletableFuture.java:510)',
    'java.base/java.util.concurrent.CompletableFuture.completeExceptionally(CompletableFuture.java:2162)',
  ]);
}

/** The job was taken but its JobMaster did not start. */
export function failedToInitialize(cause: JavaError): JavaError {
  return exception('java.lang.RuntimeException', cause.message, cause, [
    'org.apache.flink.util.ExceptionUtils.rethrow(ExceptionUtils.java:316)',
    'org.apache.flink.util.function.FunctionUtils.lambda$uncheckedFunction$2(FunctionUtils.java:75)',
  ]);
}

/** An attached execute() whose job did not finish. */
export function jobFailed(jobId: string, status: 'FAILED' | 'CANCELED' | string, cause: JavaError | null): JavaError {
  const frame = 'org.apache.flink.runtime.jobmaster.JobResult.toJobExecutionResult(JobResult.java:144)';
  const result =
    status === 'CANCELED'
      ? exception('org.apache.flink.runtime.client.JobCancellationException', 'Job was cancelled.', cause, [
          'org.apache.flink.runtime.jobmaster.JobResult.toJobExecutionResult(JobResult.java:146)',
        ])
      : exception('org.apache.flink.runtime.client.JobExecutionException', 'Job execution failed.', cause, [frame]);
  const invocation = exception(
    'org.apache.flink.client.program.ProgramInvocationException',
    `Job failed (JobID: ${jobId})`,
    result,
    [
      'org.apache.flink.client.deployment.ClusterClientJobClientAdapter.lambda$null$6(ClusterClientJobClientAdapter.java:125)',
      'java.base/java.util.concurrent.CompletableFuture$UniApply.tryFire(CompletableFuture.java:646)',
    ],
  );
  return exception('java.util.concurrent.ExecutionException', invocation.message, invocation, [
    'java.base/java.util.concurrent.CompletableFuture.reportGet(CompletableFuture.java:396)',
    'java.base/java.util.concurrent.CompletableFuture.get(CompletableFuture.java:2073)',
    'org.apache.flink.client.program.StreamContextEnvironment.getJobExecutionResult(StreamContextEnvironment.java:123)',
    'org.apache.flink.client.program.StreamContextEnvironment.execute(StreamContextEnvironment.java:80)',
    EXECUTE_FRAMES[1]!,
  ]);
}

/** The same for a MiniCluster (an IDE's Run): no CLI in between. */
export function localJobFailed(status: string, cause: JavaError | null): JavaError {
  return status === 'CANCELED'
    ? exception('org.apache.flink.runtime.client.JobCancellationException', 'Job was cancelled.', cause)
    : exception('org.apache.flink.runtime.client.JobExecutionException', 'Job execution failed.', cause, [
        'org.apache.flink.runtime.jobmaster.JobResult.toJobExecutionResult(JobResult.java:144)',
        'org.apache.flink.runtime.minicluster.MiniClusterJobClient.lambda$getJobExecutionResult$3(MiniClusterJobClient.java:137)',
        'java.base/java.util.concurrent.CompletableFuture$UniApply.tryFire(CompletableFuture.java:646)',
      ]);
}

/** A MiniCluster whose REST endpoint finds its port taken. */
export function noRestPort(port: string): JavaError {
  return exception(
    'org.apache.flink.util.FlinkException',
    'Could not create the DispatcherResourceManagerComponent.',
    exception('java.net.BindException', `Could not start rest endpoint on any port in port range ${port}`, null, [
      'org.apache.flink.runtime.rest.RestServerEndpoint.start(RestServerEndpoint.java:222)',
    ]),
    [
      'org.apache.flink.runtime.minicluster.MiniCluster.start(MiniCluster.java:368)',
      'org.apache.flink.client.program.PerJobMiniClusterFactory.submitJob(PerJobMiniClusterFactory.java:75)',
      'org.apache.flink.client.deployment.executors.LocalExecutor.execute(LocalExecutor.java:85)',
      ...EXECUTE_FRAMES,
    ],
  );
}

/** `The main method caused an error: …`, as bin/flink reports what main() threw (PackagedProgram.callMainMethod). */
export function mainMethodError(error: JavaError, action: 'run' | 'info'): JavaError {
  return exception(
    'org.apache.flink.client.program.ProgramInvocationException',
    `The main method caused an error: ${error.detail}`,
    error,
    [
      'org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:372)',
      'org.apache.flink.client.program.PackagedProgram.invokeInteractiveModeForExecution(PackagedProgram.java:222)',
      ...(action === 'run'
        ? [
            'org.apache.flink.client.ClientUtils.executeProgram(ClientUtils.java:114)',
            'org.apache.flink.client.cli.CliFrontend.executeProgram(CliFrontend.java:812)',
            'org.apache.flink.client.cli.CliFrontend.run(CliFrontend.java:246)',
            'org.apache.flink.client.cli.CliFrontend.parseAndRun(CliFrontend.java:1054)',
          ]
        : [
            'org.apache.flink.client.program.PackagedProgramUtils.getPipelineFromProgram(PackagedProgramUtils.java:158)',
            'org.apache.flink.client.cli.CliFrontend.info(CliFrontend.java:362)',
            'org.apache.flink.client.cli.CliFrontend.parseAndRun(CliFrontend.java:1063)',
          ]),
      'org.apache.flink.client.cli.CliFrontend.lambda$main$10(CliFrontend.java:1132)',
      'org.apache.flink.runtime.security.contexts.NoOpSecurityContext.runSecured(NoOpSecurityContext.java:28)',
      'org.apache.flink.client.cli.CliFrontend.main(CliFrontend.java:1132)',
    ],
  );
}

/** A REST endpoint that cannot be reached, after all retries. */
export function retriesExhausted(error: SystemError, host: string, ip: string | null, port: number): JavaError {
  return exception(
    'org.apache.flink.runtime.concurrent.FutureUtils$RetryException',
    'Could not complete the operation. Number of retries has been exhausted.',
    completionException(connectionFailure(error, host, ip, port)),
    [
      'org.apache.flink.runtime.concurrent.FutureUtils.lambda$retryOperationWithDelay$9(FutureUtils.java:386)',
      'java.base/java.util.concurrent.CompletableFuture.uniWhenComplete(CompletableFuture.java:863)',
      'java.base/java.util.concurrent.CompletableFuture$UniWhenComplete.tryFire(CompletableFuture.java:841)',
      'java.base/java.util.concurrent.CompletableFuture.postComplete(CompletableFuture.java:510)',
      'java.base/java.util.concurrent.CompletableFuture.completeExceptionally(CompletableFuture.java:2162)',
      'org.apache.flink.runtime.rest.RestClient.lambda$submitRequest$1(RestClient.java:430)',
      'java.base/java.lang.Thread.run(Thread.java:840)',
    ],
  );
}

function connectionFailure(error: SystemError, host: string, ip: string | null, port: number): JavaError {
  const where = `${host}/${ip ?? host}:${port}`;
  const netty = 'org.apache.flink.shaded.netty4.io.netty.channel.AbstractChannel$Annotated';
  switch (error.code) {
    case 'ENOTFOUND':
      return exception('java.net.UnknownHostException', `${host}: Name or service not known`);
    case 'EHOSTUNREACH':
      return exception(
        `${netty}NoRouteToHostException`,
        `No route to host: ${where}`,
        exception('java.net.NoRouteToHostException', 'No route to host'),
      );
    case 'ETIMEDOUT':
      return exception(
        'org.apache.flink.shaded.netty4.io.netty.channel.ConnectTimeoutException',
        `connection timed out: ${where}`,
      );
    default:
      return exception(
        `${netty}ConnectException`,
        `Connection refused: ${where}`,
        exception('java.net.ConnectException', 'Connection refused', null, [
          'java.base/sun.nio.ch.Net.pollConnect(Native Method)',
          'java.base/sun.nio.ch.Net.pollConnectNow(Net.java:672)',
          'java.base/sun.nio.ch.SocketChannelImpl.finishConnect(SocketChannelImpl.java:946)',
        ]),
      );
  }
}

/** An error answer of the REST endpoint: its `errors` joined, as RestClient does. */
export function restClientException(errors: readonly string[], cause: JavaError | null = null): JavaError {
  return new JavaError('org.apache.flink.runtime.rest.util.RestClientException', `[${errors.join(', ')}]`, [], cause);
}
