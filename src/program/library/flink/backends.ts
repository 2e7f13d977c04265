/** State backends and checkpoint storages. */
import { Base, stringOf } from '../../runtime/object.ts';
import { library } from '../table.ts';

export class BackendObject extends Base {
  kind: 'hashmap' | 'rocksdb' = 'hashmap';
  directory: string | null = null;
}
const backend = (kind: 'hashmap' | 'rocksdb') => ({
  $class: class extends BackendObject {
    override kind = kind;
  },
  'new()'() {},
  'new(boolean)'() {},
  'new(String)'(this: BackendObject, dir: string) {
    this.directory = dir;
  },
  'new(String,boolean)'(this: BackendObject, dir: string) {
    this.directory = dir;
  },
  'new(URI)'(this: BackendObject, dir: unknown) {
    this.directory = stringOf(dir);
  },
  'new(int)'() {},
  'new(int,boolean)'() {},
  'new(URI,int)'(this: BackendObject, dir: unknown) {
    this.directory = stringOf(dir);
  },
  'new(URI,boolean)'(this: BackendObject, dir: unknown) {
    this.directory = stringOf(dir);
  },
  'new(Path,boolean)'(this: BackendObject, dir: unknown) {
    this.directory = stringOf(dir);
  },
  'new(Path)'(this: BackendObject, dir: unknown) {
    this.directory = stringOf(dir);
  },
  'new(StateBackend)'(this: BackendObject, inner: BackendObject) {
    this.directory = inner.directory;
  },
  setDbStoragePath() {},
  setPredefinedOptions() {},
  setNumberOfTransferThreads() {},
});
const backendStubs = (name: string, parent: string): string =>
  `public class ${name} implements ${parent} { public ${name}(); public ${name}(boolean async); public ${name}(String dir); public ${name}(String dir, boolean incremental); public ${name}(java.net.URI dir); public ${name}(org.apache.flink.core.fs.Path dir); public ${name}(int maxStateSize); public ${name}(int maxStateSize, boolean async); public ${name}(java.net.URI dir, int threshold); public ${name}(org.apache.flink.core.fs.Path dir, boolean async); public ${name}(java.net.URI dir, boolean async); }`;
library({
  package: 'org.apache.flink.runtime.state.hashmap',
  stubs: backendStubs('HashMapStateBackend', 'org.apache.flink.runtime.state.StateBackend'),
  bodies: { HashMapStateBackend: backend('hashmap') },
});
library({
  package: 'org.apache.flink.runtime.state.filesystem',
  stubs: backendStubs('FsStateBackend', 'org.apache.flink.runtime.state.StateBackend'),
  bodies: { FsStateBackend: backend('hashmap') },
});
library({
  package: 'org.apache.flink.runtime.state.memory',
  stubs: backendStubs('MemoryStateBackend', 'org.apache.flink.runtime.state.StateBackend'),
  bodies: { MemoryStateBackend: backend('hashmap') },
});
library({
  package: 'org.apache.flink.contrib.streaming.state',
  stubs: `${backendStubs('EmbeddedRocksDBStateBackend', 'org.apache.flink.runtime.state.StateBackend')}
@Open public class RocksDBStateBackend implements org.apache.flink.runtime.state.StateBackend { public RocksDBStateBackend(String dir) throws java.io.IOException; public RocksDBStateBackend(String dir, boolean incremental) throws java.io.IOException; public RocksDBStateBackend(org.apache.flink.runtime.state.StateBackend inner); public RocksDBStateBackend(java.net.URI dir) throws java.io.IOException; public RocksDBStateBackend(java.net.URI dir, boolean incremental) throws java.io.IOException; public void setDbStoragePath(String path); public void setPredefinedOptions(PredefinedOptions options); public void setNumberOfTransferThreads(int n); }
public enum PredefinedOptions { DEFAULT, SPINNING_DISK_OPTIMIZED, SPINNING_DISK_OPTIMIZED_HIGH_MEM, FLASH_SSD_OPTIMIZED }`,
  bodies: { EmbeddedRocksDBStateBackend: backend('rocksdb'), RocksDBStateBackend: backend('rocksdb') },
});
library({
  package: 'org.apache.flink.runtime.state.storage',
  stubs: `${backendStubs('JobManagerCheckpointStorage', 'org.apache.flink.runtime.state.CheckpointStorage')}
${backendStubs('FileSystemCheckpointStorage', 'org.apache.flink.runtime.state.CheckpointStorage')}`,
  bodies: { JobManagerCheckpointStorage: backend('hashmap'), FileSystemCheckpointStorage: backend('hashmap') },
});
