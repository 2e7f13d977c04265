import { describe, expect, it } from 'vitest';
import { jobIdIn, kubernetesWorld } from '../kubernetes/support.ts';

const COMPOSE = `version: "2.2"
services:
  jobmanager:
    image: flink:1.13.6-scala_2.12
    ports:
      - "8081:8081"
    command: jobmanager
    environment:
      - |
        FLINK_PROPERTIES=
        jobmanager.rpc.address: jobmanager

  taskmanager:
    image: flink:1.13.6-scala_2.12
    depends_on:
      - jobmanager
    command: taskmanager
    scale: 1
    environment:
      - |
        FLINK_PROPERTIES=
        jobmanager.rpc.address: jobmanager
        taskmanager.numberOfTaskSlots: 2
`;

describe('Flink in Docker containers', () => {
  it('a session cluster by docker run on a network of its own', () => {
    const w = kubernetesWorld('standalone');
    w.sh('docker network create flink-network; export FLINK_PROPERTIES="jobmanager.rpc.address: jobmanager"');
    expect(
      w.sh(
        'docker run -d --name=jobmanager --network flink-network --publish 8081:8081 --env FLINK_PROPERTIES="$FLINK_PROPERTIES" flink:1.13.6-scala_2.12 jobmanager',
      ).stdout,
    ).toMatch(/^[0-9a-f]{64}\n$/);
    w.sh(
      'docker run -d --name=taskmanager --network flink-network --env FLINK_PROPERTIES="$FLINK_PROPERTIES" flink:1.13.6-scala_2.12 taskmanager',
    );
    w.pass(20_000);
    expect(w.sh('docker ps').stdout).toMatch(
      /^CONTAINER ID {3}IMAGE .*\n[0-9a-f]{12} {3}flink:1\.13\.6-scala_2\.12 .* taskmanager\n/,
    );
    w.sh('(sleep 20; echo hello flink hello; sleep 3000) | nc -lk 9999 > /dev/null &');
    jobIdIn(w.sh('flink run -d -m localhost:8081 -c demo.StreamWordCount words.jar node1 9999').stdout);
    w.pass(40_000);
    expect(w.sh('docker logs taskmanager').stdout).toContain('(hello,2)');
    expect(w.sh('docker exec jobmanager flink list').stdout).toContain('Streaming WordCount (RUNNING)');
    expect(w.sh('docker stop taskmanager jobmanager && docker rm taskmanager jobmanager; docker ps -a').stdout).toMatch(
      /^taskmanager\njobmanager\ntaskmanager\njobmanager\nCONTAINER ID .*\n$/,
    );
  });

  it('a session cluster by docker compose: up, scale, logs, ps, down', () => {
    const w = kubernetesWorld('standalone');
    w.sh('mkdir lab; cd lab');
    w.machine('node1').files.write('/root/lab/docker-compose.yml', COMPOSE);
    const up = w.sh('docker-compose up -d');
    expect(up.stderr).toContain('Creating lab_jobmanager_1 ... done\nCreating lab_taskmanager_1 ... done\n');
    w.pass(20_000);
    expect(JSON.parse(w.sh('curl -s localhost:8081/overview').stdout)).toMatchObject({
      taskmanagers: 1,
      'slots-total': 2,
    });
    w.sh('docker-compose scale taskmanager=3');
    w.pass(20_000);
    expect(JSON.parse(w.sh('curl -s localhost:8081/overview').stdout)).toMatchObject({ taskmanagers: 3 });
    w.sh('(sleep 20; echo hello flink hello; sleep 3000) | nc -lk 9999 > /dev/null &');
    const job = jobIdIn(w.sh('flink run -d -c demo.StreamWordCount -m localhost:8081 ../words.jar node1 9999').stdout);
    w.pass(40_000);
    expect(w.sh('docker-compose logs taskmanager').stdout).toContain('(hello,2)');
    expect(w.sh('docker-compose ps').stdout).toMatch(/lab_taskmanager_3 +\/docker-entrypoint.sh taskm\.\.\. +Up/);
    expect(w.sh(`docker-compose exec -T jobmanager flink cancel ${job}`).stdout).toContain(`Cancelled job ${job}.`);
    expect(w.sh('docker-compose down').status).toBe(0);
    expect(w.sh('docker ps -aq').stdout).toBe('');
  });

  it('errors: no such image, a name and a port that are taken, no such container', () => {
    const w = kubernetesWorld('standalone');
    expect(w.sh('docker run nobody/nothing')).toMatchObject({
      status: 125,
      stderr:
        "Unable to find image 'nobody/nothing:latest' locally\ndocker: Error response from daemon: pull access denied for nobody/nothing, repository does not exist or may require 'docker login': denied: requested access to the resource is denied.\nSee 'docker run --help'.\n",
    });
    w.sh('docker run -d --name a -p 8081:8081 flink:1.13.6 jobmanager');
    expect(w.sh('docker run -d --name a flink:1.13.6 jobmanager').stderr).toContain(
      'The container name "/a" is already in use',
    );
    expect(w.sh('docker run -d --name b -p 8081:8081 flink:1.13.6 jobmanager')).toMatchObject({
      status: 125,
      stderr: expect.stringContaining('Bind for 0.0.0.0:8081 failed: port is already allocated.'),
    });
    expect(w.sh('docker logs nope').stderr).toBe('Error: No such container: nope\n');
    expect(w.sh('docker run --rm flink:1.13.6').stdout).toContain(
      'Usage: docker-entrypoint.sh (jobmanager|standalone-job|taskmanager|history-server)',
    );
    expect(w.sh('docker run --rm flink:1.13.6 nothing').status).toBe(127);
  });
});
