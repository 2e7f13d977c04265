/** Words that begin a command in course notes, beside paths and scripts. */
const COMMANDS = new Set(
  (
    'alias apt apt-get arp awk base64 bash basename beeline brew cat cd chgrp chaos chkconfig chmod choco chown clear cmp comm conda cp crontab curl cut date df diff dig dirname dmesg docker docker-compose dos2unix du echo env exit export ' +
    'false fdisk file find firewall-cmd flink for free g++ gcc getconf getenforce git grep groupadd groups gunzip gzip hadoop hadoop-daemon.sh hbase hdfs head history hive helm host hostname hostnamectl iconv id if ifconfig iostat ip iptables java javac jar jcmd jmap jobs join journalctl jps jpsall jstack jstat kdestroy keytool kinit klist ' +
    'kafka-topics.sh kill killall kubectl last less ll ln locate ls lsblk lscpu lsof make md5sum minikube mkdir mkfs more mount mv mvn mysql nano nc ncat netstat nohup nproc npm nslookup ntpdate open openssl passwd paste pgrep pidof ping pip pip3 pkill printf ps pwd python python3 read readlink realpath reboot redis-cli redis-server rev rm rmdir route rpm rsync rz sar scala scp sed seq service sestatus set setenforce sh sha1sum sha256sum ' +
    'sleep sort source sql-client.sh ss ssh ssh-copy-id ssh-keygen start-all.sh start-cluster.sh start-dfs.sh start-zookeeper-quorum.sh historyserver.sh jobmanager.sh taskmanager.sh standalone-job.sh hadoop-daemons.sh zookeeper-daemon.sh sqlline.py kubectl systemctl rpm start-yarn.sh stat stop-all.sh stop-cluster.sh stop-dfs.sh stop-yarn.sh su split sudo sysctl systemctl sz tac tail tar tee telnet test time timedatectl tmux top touch tr traceroute true type ' +
    'kadmin kadmin.local kdb5_util dnf nmcli ifup ifdown ufw yum-config-manager apt-cache dpkg zypper pacman snap mkswap swapon swapoff parted blkid setfacl getfacl lsmod modprobe sftp ftp nfsstat showmount exportfs mongosh psql etcdctl vagrant podman nerdctl crictl k3s k3d gradle sbt npx cargo strace tcpdump nmap mtr iperf vmstat mpstat pidstat htop iotop jinfo screen nl column shuf cksum sha512sum truncate fallocate dd mkfifo mktemp chroot renice pstree fuser chattr xxd hexdump zcat zgrep bzip2 bunzip2 xz unrar jq yq ' +
    'shutdown reboot ulimit umask uname uniq unset unzip uptime useradd userdel usermod vi vim vmstat watch wc wget which while whoami xargs xcall xsync yarn yarn-session.sh yes yum zip zkCli.sh zkServer.sh zookeeper-daemons.sh'
  ).split(' '),
);

export const CJK = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

/** A line that tells the reader what to do inside an editor (“添加内容：”), not a line of the file. */
export function isInstruction(line: string): boolean {
  return CJK.test(line) && /[：:]\s*\S{0,3}$|内容|添加|修改|如下/.test(line) && !/^\s*(?:#|\/\/|<!--)/.test(line);
}

/** A sentence to the reader between commands, not a line that a machine printed. */
export function isRemark(line: string): boolean {
  return CJK.test(line) && !/^\s*(?:[dl-][rwx-]{9}|总用量)/.test(line);
}

/** Could a shell run this line? Words of prose, configuration and output could not. */
export function looksLikeCommand(line: string): boolean {
  const text = line.trim().replace(/^sudo\s+/i, '');
  if (text === '' || text.startsWith('#')) return false;
  if (CJK.test(text.split(/\s+/)[0]!)) return false;
  const first = text.split(/[\s;|&<>]+/)[0]!;
  if (/^[A-Za-z_]\w*=\S*/.test(text)) return true;
  // `env = get_environment()`, `java version "1.8.0_111"`
  if (/^\S+\s+=\s/.test(text) || /^\w+ version "/.test(text)) return false;
  if (
    /^(?:\.{0,2}\/|~\/|\$\{?\w+\}?\/|[\w.-]+\/)[\w./${}-]*[\w}]$/.test(first) &&
    /(?:^|\/)(?:s?bin)\/|\.sh$|^\.\//.test(first)
  )
    return true;
  if (/^[\w-]+\.(?:sh|py)$/.test(first)) return true;
  // A program by its whole path with options: nothing prints such lines.
  if (/^\/[\w.-]+(?:\/[\w.-]+)+$/.test(first) && /^\S+\s+-{1,2}[A-Za-z]/.test(text)) return true;
  const lower = first.toLowerCase();
  if (!COMMANDS.has(lower)) return false;
  // `Flink is …`, `read the …`: capitalised prose is not a command unless it is a lone verb that word processors capitalise.
  return first === lower || /^(?:Vim?|Chown|Chmod|Cd|Scp|Ssh|Tar|Nc|Export|Source)$/.test(first);
}

export type Content =
  | 'xml'
  | 'entries'
  /** `tickTime=2000`: entries that a shell would take for assignments. */
  | 'settings'
  | 'hosts'
  | 'names'
  | 'exports'
  | 'java'
  | 'scala'
  | 'sql'
  | 'log'
  | 'usage'
  | 'json'
  | null;

/**
 * Is a line the form of a command (`flink run [OPTIONS] <jar>`, `taskmanager.sh start|stop`), as usage texts show it? Alternatives and brackets in it
 * are for the reader.
 */
export function isSynopsis(line: string): boolean {
  const text = line.trim().replace(/\s#.*$/, '');
  if (/^(?:\[|if|while|until|for|test|case|echo|grep|sed|awk|expr)(?:\s|$)/.test(text)) return false;
  // `$(jps | grep x)` is a command's output, (start|stop) a choice.
  if (
    /(?<![$<>(])\(\(?\s*[\w-]+\s*\|(?!\s*(?:grep|awk|sed|cut|head|tail|wc|sort|xargs|tr|tee)\s)/.test(text) ||
    /\s\[[-:]{0,2}[A-Za-z][\w .<>=:-]*\](?:\.{3})?(?=[\s)]|$)/.test(text)
  )
    return true;
  if (/\s(?:\.{3}|…)$/.test(text)) return true;
  // `flink stop :jobId`, as Flink's documentation writes it
  if (/\bflink\s.*\s:[a-z]\w+(?:\s|$)/.test(text)) return true;
  const [first = '', ...rest] = text.split('|').map((part) => part.trim());
  return (
    rest.length > 0 &&
    /\s[a-z][\w-]*$/.test(first) &&
    rest.every((word) => /^[a-z][\w-]*$/.test(word) && !COMMANDS.has(word))
  );
}

/** A line that a program prints: a log line, a stack trace, an answer of Flink's client or of a shell. */
const PRINTED =
  /^\s*(?:\d{4}-\d\d-\d\d[ T]\d\d:|\[(?:INFO|WARN|ERROR|DEBUG)\]|SLF4J:|Starting |Stopping |\d+ [A-Z]\w+$|at [\w.$]+\(|Caused by:|Exception in thread |ERROR \d+ \(|\[[\w.$-]+\]\s+(?:INFO|WARN|ERROR|DEBUG)\s|\d\d:\d\d:\d\d[,.]\d+\s|\d+> \S|\(\S[^()]*,\s*\d+\)$|(?:[a-z]\w*\.){2,}\w*(?:Exception|Error)\b|-?bash: |Job has been submitted|Waiting for response|(?:Cancell?|Suspend|Trigger|Dispos)ing |Cancelled job|Savepoint completed|No (?:running|scheduled) jobs|-{8,}|[dl-](?:[r-][w-][xsS-]){2}[r-][w-][xtT-]|Version: [\d.]+,|==> |(?:java|openjdk) version "|(?:Java\(TM\)|OpenJDK|Java HotSpot\(TM\)) )/;

/** What kind of text a block is, when it is no commands. */
export function contentOf(source: string): Content {
  const lines = source.split('\n').filter((line) => line.trim() !== '');
  const bare = lines.filter((line) => !/^\s*(?:#|\/\/|\*|\/\*|<!--)/.test(line) && !isInstruction(line));
  if (bare.length === 0) return null;
  const share = (pattern: RegExp): number => bare.filter((line) => pattern.test(line)).length / bare.length;
  if (/^\s*</.test(bare[0]!) && /<\/?[\w.-]+[^>]*>/.test(source)) return 'xml';
  if (
    /^\s*(?:import\s+[\w.]+(?:\.\*|\.\{[^}]*\}|\._)?;?\s*$|package\s+[\w.]+)/m.test(source) ||
    /\b(?:class|object|interface)\s+\w+[^;\n]*\{/.test(source)
  ) {
    return /\bobject\s+\w+|\bdef\s+\w+|\bval\s+\w+\s*=|\._\s*$/m.test(source) && !/;\s*$/m.test(source)
      ? 'scala'
      : 'java';
  }
  if (/^\s*val\s+\w+\s*=/m.test(source)) return 'scala';
  if (share(/[;{}]\s*(?:\/\/.*)?$/) > 0.6 && JAVA_STATEMENT.test(looksLikeCommand(bare[0]!) ? bare[0]! : source))
    return 'java';
  if (
    /^\s*(?:SELECT|CREATE\s+(?:TABLE|CATALOG|DATABASE|VIEW|TEMPORARY)|INSERT\s+INTO|USE\s+CATALOG|SHOW\s+TABLES)\b/i.test(
      bare[0]!,
    )
  )
    return 'sql';
  if (share(PRINTED) > 0.5 || /^\s*(?:Caused by: |at [\w.$]+\([\w.]+:\d+\))/m.test(source)) return 'log';
  if (share(/^\s*-{1,2}[\w-]+(?:,\s*--[\w-]+)?(?:\s|$)/) > 0.4 || /^\s*(?:usage|用法|Syntax)\s*[:：]/im.test(source))
    return 'usage';
  if (share(/^\s*(?:\d{1,3}\.){3}\d{1,3}\s+[\w.-]+/) > 0.6) return 'hosts';
  if (
    share(/^\s*(?:[A-Za-z][\w.-]*|(?:\d{1,3}\.){3}\d{1,3})(?::\d+)?\s*$/) === 1 &&
    bare.every((line) => /\d|\.|master|slave|worker|localhost/.test(line))
  )
    return 'names';
  if (share(/^\s*export\s+\w+=/) > 0.5) return 'exports';
  if (share(/^\s*[\w-]+(?:\.[\w-]+)*\s*:\s+\S/) > 0.6 || share(/^\s*[\w-]+(?:\.[\w-]+)+\s*[:=]\s*\S?/) > 0.6)
    return 'entries';
  if (share(SETTING) === 1 && bare.some((line) => /^\s*(?:[a-z]+[A-Z]|\w+(?:\.\w+)+)\w*\s*=/.test(line)))
    return 'settings';
  if (/^\s*[[{]/.test(bare[0]!)) return 'json';
  if (/^\s*[\w-]+\s*\{$/.test(bare[0]!) && /^\s*\};?$/.test(bare.at(-1)!)) return 'json';
  return null;
}

/** `if (x) {`, `log.info("…");`, `int n = 1;`: statements that no shell takes. */
const JAVA_STATEMENT =
  /^\s*(?:\}\s*)?(?:if|for|while|switch|catch|else if)\s*\([^)]*.*\{\s*$|^\s*\w+(?:\.\w+)+\(.*\);\s*$|^\s*[A-Za-z]\w*(?:<[^=]*>)?\s+\w+\s*=\s.*;\s*$/m;

/** `clientPort=2181`, `server.1=node1:2888:3888`: names in capitals are a shell's variables. */
const SETTING = /^\s*(?![A-Z_\d]+=)[A-Za-z][\w.-]*\s*=\s*[^\s;|&`$(]*\s*$/;

/** Words of bash that control others. */
const CONTROL =
  /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|\w[\w*|"'-]*\)|;;|\{|\}|break|continue|return|shift|local)(?=$|[\s;(])/;

/**
 * A piece of a script, which only works inside it: it asks for its own name, arguments or place, or does nothing but set variables under conditions.
 */
export function isScriptPart(source: string): boolean {
  const lines = source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (!lines.some((line) => looksLikeCommand(line) || CONTROL.test(line))) return false;
  if (
    /(?:^|[\s"'`(=])"?\$(?:0|\{0\}|@|\{?BASH_SOURCE)/m.test(
      lines.filter((line) => !/\bawk\b|^(?:ba)?sh -c|^echo\b/.test(line)).join('\n'),
    )
  )
    return true;
  const controls = lines.filter((line) => CONTROL.test(line)).length;
  return controls >= 2 && lines.every((line) => CONTROL.test(line) || /^(?:local\s+|readonly\s+)?\w+=/.test(line));
}

/** Has a program a method to start with, so that it is more than a part of one? */
export const isWholeProgram = (source: string): boolean =>
  /\bstatic\s+(?:final\s+)?void\s+main\s*\(|\bdef\s+main\s*\(|\bobject\s+\w+\s+extends\s+App\b/.test(source);
