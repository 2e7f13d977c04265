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

  it('an application cluster by docker compose: the jar lies in a volume', () => {
    const w = kubernetesWorld('standalone');
    w.machine('node1').files.write(
      '/root/docker-compose.yml',
      `version: "2.2"
services:
  jobmanager:
    image: flink:1.13.6-scala_2.12
    ports:
      - "8081:8081"
    command: standalone-job --job-classname demo.StreamWordCount node1 9999
    volumes:
      - ./artifacts:/opt/flink/usrlib
    environment:
      - |
        FLINK_PROPERTIES=
        jobmanager.rpc.address: jobmanager
        parallelism.default: 2
  taskmanager:
    image: flink:1.13.6-scala_2.12
    depends_on:
      - jobmanager
    command: taskmanager
    scale: 1
    volumes:
      - ./artifacts:/opt/flink/usrlib
    environment:
      - |
        FLINK_PROPERTIES=
        jobmanager.rpc.address: jobmanager
        taskmanager.numberOfTaskSlots: 2
`,
    );
    w.sh(
      'mkdir artifacts; cp words.jar artifacts; (sleep 50; echo hello flink hello; sleep 3000) | nc -lk 9999 > /dev/null &',
    );
    expect(w.sh('docker-compose up -d').status).toBe(0);
    w.pass(50_000);
    expect(w.sh('docker-compose logs taskmanager').stdout).toContain('(hello,2)');
    const job = /[0-9a-f]{32}/.exec(w.sh('flink list -m localhost:8081').stdout)![0];
    w.sh(`flink cancel -m localhost:8081 ${job}`);
    w.pass(5_000);
    expect(w.sh('docker ps -a --format "{{.Names}} {{.State}}"').stdout).toBe(
      'root_taskmanager_1 running\nroot_jobmanager_1 exited\n',
    );
  });

  it('containers, networks and volumes are told about', () => {
    const w = kubernetesWorld('standalone');
    w.sh(
      'docker network create net; docker volume create data; docker run -d --name jm --network net -p 8081:8081 -v data:/data -e A=b flink:1.13.6 jobmanager',
    );
    w.pass(15_000);
    const [container] = JSON.parse(w.sh('docker inspect jm').stdout);
    expect(container).toMatchObject({
      Name: '/jm',
      State: { Status: 'running', Running: true, ExitCode: 0 },
      Mounts: [{ Type: 'volume', Source: '/var/lib/docker/volumes/data/_data', Destination: '/data' }],
      Config: { Image: 'flink:1.13.6', Cmd: ['jobmanager'], Entrypoint: ['/docker-entrypoint.sh'] },
      NetworkSettings: { Ports: { '8081/tcp': [{ HostPort: '8081' }], '6123/tcp': null } },
    });
    expect(container.Config.Env).toContain('A=b');
    const ip = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
    expect(w.sh(`docker inspect -f '${ip}' jm`).stdout).toMatch(/^172\.\d+\.0\.2\n$/);
    expect(w.sh(`docker inspect --format='{{json .State.Running}} {{index .Config.Cmd 0}}' jm`).stdout).toBe(
      'true jobmanager\n',
    );
    expect(w.sh("docker ps --format 'table {{.Names}}\\t{{.Image}}'").stdout).toBe(
      'NAMES   IMAGE\njm      flink:1.13.6\n',
    );
    expect(w.sh('docker ps -q -f name=nobody').stdout).toBe('');
    expect(w.sh('docker port jm; docker volume ls -q; docker port jm 8081').stdout).toBe(
      '8081/tcp -> 0.0.0.0:8081\n8081/tcp -> :::8081\ndata\n0.0.0.0:8081\n:::8081\n',
    );
    expect(w.sh('docker volume rm data').stderr).toMatch(
      /^Error response from daemon: remove data: volume is in use - \[[0-9a-f]{64}\]\n$/,
    );
    expect(w.sh('docker network rm net').stderr).toContain('has active endpoints');
    expect(w.sh('docker inspect nobody')).toMatchObject({
      stdout: '[]\n',
      stderr: 'Error: No such object: nobody\n',
      status: 1,
    });
    w.sh('docker stop jm');
    expect(w.sh('docker system prune -f --volumes; docker ps -aq; docker volume ls -q').stdout).toMatch(
      /^Deleted Containers:\n[0-9a-f]{64}\n\nDeleted Networks:\nnet\n\nDeleted Volumes:\ndata\n\nTotal reclaimed space: 0B\n$/,
    );
    expect(w.sh('docker service ls').stderr).toBe('not simulated yet: Docker Swarm (docker service)\n');
  });

  it('errors: no such image, a name and a port that are taken, no such container', () => {
    const w = kubernetesWorld('standalone');
    expect(w.sh('docker run nobody/nothing')).toMatchObject({
      status: 125,
      stderr:
        "Unable to find image 'nobody/nothing:latest' locally\ndocker: Error response from daemon: pull access denied for nobody/nothing, repository does not exist or may require 'docker login': denied: requested access to the resource is denied.\nSee 'docker run --help'.\n",
    });
    // A release that was never published, of an image that is there.
    expect(w.sh('docker pull flink:1.13.99')).toMatchObject({
      status: 1,
      stderr: 'Error response from daemon: manifest for flink:1.13.99 not found: manifest unknown: manifest unknown\n',
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
