// biome-ignore-all format: made by scripts/known-members.mjs
/**
 * What is in the JDK 17 and in Flink 1.13 beside the table: programs that use it compile, and stop there. (What is in neither is a
 * mistake of the program.) Made by scripts/known-members.mjs from the real classes.
 */

/** By class: fields, nested classes and methods by name; overloads of a method of the table with their parameters. */
const MEMBERS: Readonly<Record<string, string>> = {
  'org.apache.flink.api.common.state.StateDescriptor':
    '<init>(String,Class,Object) <init>(String,TypeInformation,Object) <init>(String,TypeSerializer,Object) Type defaultValue getDefaultValue getQueryableStateName getSerializer getTtlConfig getType initializeSerializerUnlessSet isQueryable isSerializerInitialized name',
  'org.apache.flink.api.common.state.ValueStateDescriptor':
    '<init>(String,TypeSerializer,Object) getType',
  'org.apache.flink.api.common.state.ListStateDescriptor':
    'getElementSerializer getType',
  'org.apache.flink.api.common.state.MapStateDescriptor':
    'getKeySerializer getType getValueSerializer',
  'org.apache.flink.api.common.state.ReducingStateDescriptor':
    '<init>(String,ReduceFunction,TypeSerializer) getReduceFunction getType',
  'org.apache.flink.api.common.state.AggregatingStateDescriptor':
    '<init>(String,AggregateFunction,TypeSerializer) getAggregateFunction getType',
  'org.apache.flink.api.common.state.StateTtlConfig':
    'CleanupStrategies DISABLED IncrementalCleanupStrategy RocksdbCompactFilterCleanupStrategy getCleanupStrategies getStateVisibility getTtl getTtlTimeCharacteristic getUpdateType isEnabled',
  'org.apache.flink.streaming.api.datastream.AsyncDataStream':
    'OutputMode',
  'org.apache.flink.runtime.concurrent.Executors':
    'directExecutionContext newDirectExecutorService',
  'org.apache.flink.runtime.state.hashmap.HashMapStateBackend':
    'configure createKeyedStateBackend createOperatorStateBackend',
  'org.apache.flink.runtime.state.filesystem.FsStateBackend':
    '<init>(URI,URI) <init>(URI,URI,int,int,TernaryBoolean) <init>(URI,int,boolean) configure createCheckpointStorage createKeyedStateBackend createOperatorStateBackend getBasePath getCheckpointPath getMinFileSizeThreshold getWriteBufferSize isUsingAsynchronousSnapshots',
  'org.apache.flink.runtime.state.memory.MemoryStateBackend':
    '<init>(String,String) <init>(String,String,int,TernaryBoolean) DEFAULT_MAX_STATE_SIZE configure createCheckpointStorage createKeyedStateBackend createOperatorStateBackend getMaxStateSize isUsingAsynchronousSnapshots',
  'org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend':
    '<init>(TernaryBoolean) PriorityQueueStateType configure createKeyedStateBackend createOperatorStateBackend getDbStoragePaths getMemoryConfiguration getNumberOfTransferThreads getPredefinedOptions getPriorityQueueStateType getRocksDBOptions getWriteBatchSize isIncrementalCheckpointsEnabled setDbStoragePath setDbStoragePaths setNumberOfTransferThreads setPredefinedOptions setPriorityQueueStateType setRocksDBOptions setWriteBatchSize',
  'org.apache.flink.contrib.streaming.state.RocksDBStateBackend':
    '<init>(AbstractStateBackend) <init>(AbstractStateBackend,boolean) <init>(StateBackend,TernaryBoolean) <init>(URI) <init>(URI,boolean) PriorityQueueStateType configure createCheckpointStorage createKeyedStateBackend createOperatorStateBackend getCheckpointBackend getDbStoragePaths getNumberOfTransferThreads getNumberOfTransferingThreads getPredefinedOptions getPriorityQueueStateType getRocksDBOptions getWriteBatchSize isIncrementalCheckpointsEnabled resolveCheckpoint setDbStoragePaths setNumberOfTransferThreads setNumberOfTransferingThreads setPredefinedOptions setPriorityQueueStateType setRocksDBOptions setWriteBatchSize',
  'org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage':
    '<init>(Path,int) DEFAULT_MAX_STATE_SIZE configure createCheckpointStorage createFromConfig getCheckpointPath getMaxStateSize getSavepointPath resolveCheckpoint',
  'org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage':
    '<init>(Path,int,int) configure createCheckpointStorage createFromConfig getCheckpointPath getMinFileSizeThreshold getSavepointPath getWriteBufferSize resolveCheckpoint',
  'java.net.URL':
    '<init>(String,String,String) <init>(String,String,int,String) <init>(String,String,int,String,URLStreamHandler) <init>(URL,String) <init>(URL,String,URLStreamHandler) getContent openConnection sameFile setURLStreamHandlerFactory',
  'java.net.URI':
    '<init>(String,String,String) <init>(String,String,String,String) <init>(String,String,String,String,String) <init>(String,String,String,int,String,String,String) getRawAuthority getRawFragment getRawQuery getRawSchemeSpecificPart getRawUserInfo getSchemeSpecificPart normalize parseServerAuthority relativize resolve toASCIIString',
  'java.io.OutputStream':
    'nullOutputStream',
  'java.io.FilterOutputStream':
    'out',
  'java.io.PrintStream':
    '<init>(File,Charset) <init>(File,String) <init>(OutputStream,boolean,Charset) <init>(String,Charset) <init>(String,String) clearError setError writeBytes',
  'java.io.FileOutputStream':
    '<init>(FileDescriptor) getChannel getFD',
  'java.io.BufferedOutputStream':
    'buf count',
  'java.io.ByteArrayOutputStream':
    'buf count toString(Charset) toString(int) writeBytes',
  'java.io.Writer':
    '<init>(Object) lock nullWriter',
  'java.io.StringWriter':
    'getBuffer',
  'java.io.OutputStreamWriter':
    '<init>(OutputStream,CharsetEncoder) getEncoding',
  'java.io.FileWriter':
    '<init>(File,Charset) <init>(File,Charset,boolean) <init>(FileDescriptor) <init>(String,Charset) <init>(String,Charset,boolean)',
  'java.io.PrintWriter':
    '<init>(File,Charset) <init>(File,String) <init>(OutputStream,boolean,Charset) <init>(String,Charset) clearError out setError',
  'java.io.InputStream':
    'mark markSupported nullInputStream readNBytes(byte[],int,int) reset skipNBytes',
  'java.io.FileInputStream':
    '<init>(FileDescriptor) getChannel getFD',
  'java.io.ByteArrayInputStream':
    '<init>(byte[],int,int) buf count mark markSupported pos readNBytes(byte[],int,int) reset',
  'java.io.FilterInputStream':
    'in mark markSupported reset',
  'java.io.BufferedInputStream':
    'buf count mark markSupported marklimit markpos pos reset',
  'java.io.Reader':
    '<init>(Object) lock mark markSupported nullReader read(CharBuffer) reset transferTo',
  'java.io.InputStreamReader':
    '<init>(InputStream,CharsetDecoder) getEncoding read(CharBuffer)',
  'java.io.FileReader':
    '<init>(FileDescriptor)',
  'java.io.StringReader':
    'mark markSupported reset',
  'java.io.BufferedReader':
    'mark markSupported reset',
  'java.io.LineNumberReader':
    '<init>(Reader,int) mark reset setLineNumber',
  'java.io.File':
    'canExecute createTempFile(String,String,File) getFreeSpace getTotalSpace getUsableSpace listRoots pathSeparatorChar setExecutable setLastModified setReadOnly setReadable setWritable toURL',
  'java.io.ObjectOutputStream':
    '<init>() PutField annotateClass annotateProxyClass defaultWriteObject drain enableReplaceObject putFields replaceObject reset useProtocolVersion writeBoolean writeByte writeBytes writeChar writeChars writeClassDescriptor writeDouble writeFields writeFloat writeInt writeLong writeObjectOverride writeShort writeStreamHeader writeUTF writeUnshared',
  'java.io.ObjectInputStream':
    '<init>() GetField defaultReadObject enableResolveObject getObjectInputFilter readBoolean readByte readChar readClassDescriptor readDouble readFields readFloat readFully readInt readLine readLong readObjectOverride readShort readStreamHeader readUTF readUnshared readUnsignedByte readUnsignedShort registerValidation resolveClass resolveObject resolveProxyClass setObjectInputFilter skipBytes',
  'org.apache.flink.api.common.cache.DistributedCache':
    '<init>(Map) DistributedCacheEntry parseCachedFilesFromString readFileInfoFromConfig writeFileInfoToConfig',
  'org.apache.flink.util.CloseableIterator':
    'EMPTY_INSTANCE IteratorAdapter adapterForIterator empty flatten fromList ofElement ofElements',
  'org.apache.flink.configuration.Configuration':
    'addAll(Configuration,String) addAllToProperties confData contains getBoolean(ConfigOption,boolean) getBytes getClass(String,Class,ClassLoader) getDouble(ConfigOption,double) getEnum getFloat(ConfigOption,float) getInteger(ConfigOption,int) getLong(ConfigOption,long) getString(ConfigOption,String) getValue read removeConfig setBytes setClass write',
  'org.apache.flink.configuration.ConfigOption':
    'deprecatedKeys description fallbackKeys hasDeprecatedKeys hasFallbackKeys withDeprecatedKeys withDescription withFallbackKeys',
  'org.apache.flink.configuration.ConfigOptions':
    'ListConfigOptionBuilder',
  'org.apache.flink.configuration.ConfigOptions$OptionBuilder':
    'defaultValue enumType mapType memoryType noDefaultValue',
  'org.apache.flink.configuration.ConfigOptions$TypedConfigOptionBuilder':
    'asList',
  'org.apache.flink.configuration.RestOptions':
    'AWAIT_LEADER_TIMEOUT BIND_ADDRESS CLIENT_MAX_CONTENT_LENGTH CONNECTION_TIMEOUT ENABLE_FLAMEGRAPH FLAMEGRAPH_CLEANUP_INTERVAL FLAMEGRAPH_DELAY FLAMEGRAPH_NUM_SAMPLES FLAMEGRAPH_REFRESH_INTERVAL FLAMEGRAPH_STACK_TRACE_DEPTH IDLENESS_TIMEOUT RETRY_DELAY RETRY_MAX_ATTEMPTS SERVER_MAX_CONTENT_LENGTH SERVER_NUM_THREADS SERVER_THREAD_PRIORITY',
  'org.apache.flink.configuration.TaskManagerOptions':
    'BIND_HOST CPU_CORES DEBUG_MEMORY_LOG DEBUG_MEMORY_USAGE_LOG_INTERVAL_MS EXIT_ON_FATAL_AKKA_ERROR FRAMEWORK_HEAP_MEMORY FRAMEWORK_OFF_HEAP_MEMORY HOST HOST_BIND_POLICY INITIAL_REGISTRATION_BACKOFF JVM_METASPACE JVM_OVERHEAD_FRACTION JVM_OVERHEAD_MAX JVM_OVERHEAD_MIN KILL_ON_OUT_OF_MEMORY MANAGED_MEMORY_CONSUMER_NAME_DATAPROC MANAGED_MEMORY_CONSUMER_NAME_OPERATOR MANAGED_MEMORY_CONSUMER_NAME_PYTHON MANAGED_MEMORY_CONSUMER_NAME_STATE_BACKEND MANAGED_MEMORY_CONSUMER_WEIGHTS MANAGED_MEMORY_FRACTION MANAGED_MEMORY_SIZE MEMORY_SEGMENT_SIZE NETWORK_BATCH_SHUFFLE_READ_MEMORY NETWORK_MEMORY_FRACTION NETWORK_MEMORY_MAX NETWORK_MEMORY_MIN REFUSED_REGISTRATION_BACKOFF REGISTRATION_MAX_BACKOFF REGISTRATION_TIMEOUT RPC_BIND_PORT RPC_PORT SLOT_TIMEOUT TASK_CANCELLATION_INTERVAL TASK_CANCELLATION_TIMEOUT TASK_CANCELLATION_TIMEOUT_TIMERS TASK_HEAP_MEMORY TASK_MANAGER_HEAP_MEMORY TASK_MANAGER_HEAP_MEMORY_MB TASK_MANAGER_RESOURCE_ID TASK_OFF_HEAP_MEMORY TOTAL_FLINK_MEMORY TOTAL_PROCESS_MEMORY',
  'org.apache.flink.configuration.CoreOptions':
    'ALLOWED_FALLBACK_FILESYSTEMS ALWAYS_PARENT_FIRST_LOADER_PATTERNS ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL CHECK_LEAKED_CLASSLOADER CLASSLOADER_RESOLVE_ORDER DEFAULT_FILESYSTEM_SCHEME FAIL_ON_USER_CLASS_LOADING_METASPACE_OOM FILESYSTEM_OUTPUT_ALWAYS_CREATE_DIRECTORY FILESYTEM_DEFAULT_OVERRIDE FLINK_CLI_JVM_OPTIONS FLINK_HADOOP_CONF_DIR FLINK_HBASE_CONF_DIR FLINK_HS_JVM_OPTIONS FLINK_JM_JVM_OPTIONS FLINK_JVM_OPTIONS FLINK_LOG_DIR FLINK_LOG_MAX FLINK_PID_DIR FLINK_SSH_OPTIONS FLINK_TM_JVM_OPTIONS FLINK_YARN_CONF_DIR PLUGIN_ALWAYS_PARENT_FIRST_LOADER_PATTERNS PLUGIN_ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL TMP_DIRS fileSystemConnectionLimit fileSystemConnectionLimitIn fileSystemConnectionLimitOut fileSystemConnectionLimitStreamInactivityTimeout fileSystemConnectionLimitTimeout getParentFirstLoaderPatterns getPluginParentFirstLoaderPatterns',
  'org.apache.flink.configuration.ExecutionOptions':
    'BUFFER_TIMEOUT DISABLED_NETWORK_BUFFER_TIMEOUT FLUSH_AFTER_EVERY_RECORD SNAPSHOT_COMPRESSION SORT_INPUTS USE_BATCH_STATE_BACKEND',
  'org.apache.flink.configuration.PipelineOptions':
    'AUTO_GENERATE_UIDS AUTO_TYPE_REGISTRATION AUTO_WATERMARK_INTERVAL CACHED_FILES CLASSPATHS CLOSURE_CLEANER_LEVEL FORCE_AVRO FORCE_KRYO GENERIC_TYPES GLOBAL_JOB_PARAMETERS JARS KRYO_DEFAULT_SERIALIZERS KRYO_REGISTERED_CLASSES MAX_PARALLELISM OBJECT_REUSE OPERATOR_CHAINING POJO_REGISTERED_CLASSES',
  'org.apache.flink.configuration.CheckpointingOptions':
    'ASYNC_SNAPSHOTS CHECKPOINT_STORAGE ENABLE_STATE_CHANGE_LOG FS_SMALL_FILE_THRESHOLD FS_WRITE_BUFFER_SIZE INCREMENTAL_CHECKPOINTS LOCAL_RECOVERY LOCAL_RECOVERY_TASK_MANAGER_STATE_ROOT_DIRS STATE_BACKEND',
  'org.apache.flink.configuration.StateBackendOptions':
    'LATENCY_TRACK_ENABLED LATENCY_TRACK_HISTORY_SIZE LATENCY_TRACK_SAMPLE_INTERVAL LATENCY_TRACK_STATE_NAME_AS_VARIABLE',
  'org.apache.flink.configuration.ConfigConstants':
    'AKKA_ASK_TIMEOUT AKKA_CLIENT_TIMEOUT AKKA_DISPATCHER_THROUGHPUT AKKA_FRAMESIZE AKKA_JVM_EXIT_ON_FATAL_ERROR AKKA_LOG_LIFECYCLE_EVENTS AKKA_LOOKUP_TIMEOUT AKKA_SSL_ENABLED AKKA_STARTUP_TIMEOUT AKKA_TCP_TIMEOUT AKKA_TRANSPORT_HEARTBEAT_INTERVAL AKKA_TRANSPORT_HEARTBEAT_PAUSE AKKA_TRANSPORT_THRESHOLD AKKA_WATCH_HEARTBEAT_INTERVAL AKKA_WATCH_HEARTBEAT_PAUSE AKKA_WATCH_THRESHOLD BLOB_FETCH_BACKLOG_KEY BLOB_FETCH_CONCURRENT_KEY BLOB_FETCH_RETRIES_KEY BLOB_SERVER_PORT BLOB_SERVICE_SSL_ENABLED BLOB_STORAGE_DIRECTORY_KEY CHECKPOINTS_DIRECTORY_KEY CONTAINERIZED_HEAP_CUTOFF_MIN CONTAINERIZED_HEAP_CUTOFF_RATIO CONTAINERIZED_MASTER_ENV_PREFIX CONTAINERIZED_TASK_MANAGER_ENV_PREFIX DEFAULT_AKKA_ASK_TIMEOUT DEFAULT_AKKA_CLIENT_TIMEOUT DEFAULT_AKKA_DISPATCHER_THROUGHPUT DEFAULT_AKKA_FRAMESIZE DEFAULT_AKKA_LOG_LIFECYCLE_EVENTS DEFAULT_AKKA_LOOKUP_TIMEOUT DEFAULT_AKKA_SSL_ENABLED DEFAULT_AKKA_TRANSPORT_HEARTBEAT_INTERVAL DEFAULT_AKKA_TRANSPORT_HEARTBEAT_PAUSE DEFAULT_AKKA_TRANSPORT_THRESHOLD DEFAULT_AKKA_WATCH_THRESHOLD DEFAULT_BLOB_FETCH_BACKLOG DEFAULT_BLOB_FETCH_CONCURRENT DEFAULT_BLOB_FETCH_RETRIES DEFAULT_BLOB_SERVER_PORT DEFAULT_BLOB_SERVICE_SSL_ENABLED DEFAULT_CHARSET DEFAULT_DELIMITED_FORMAT_MAX_LINE_SAMPLES DEFAULT_DELIMITED_FORMAT_MAX_SAMPLE_LEN DEFAULT_DELIMITED_FORMAT_MIN_LINE_SAMPLES DEFAULT_EXECUTION_RETRIES DEFAULT_FILESYSTEM_ALWAYS_CREATE_DIRECTORY DEFAULT_FILESYSTEM_OVERWRITE DEFAULT_FILESYSTEM_SCHEME DEFAULT_FLINK_PLUGINS_DIRS DEFAULT_FLINK_USR_LIB_DIR DEFAULT_FS_STREAM_OPENING_TIMEOUT DEFAULT_HA_JOB_MANAGER_PORT DEFAULT_HA_MODE DEFAULT_HA_ZOOKEEPER_CLIENT_ACL DEFAULT_JOB_MANAGER_IPC_PORT DEFAULT_JOB_MANAGER_WEB_ARCHIVE_COUNT DEFAULT_JOB_MANAGER_WEB_BACK_PRESSURE_CLEAN_UP_INTERVAL DEFAULT_JOB_MANAGER_WEB_BACK_PRESSURE_DELAY DEFAULT_JOB_MANAGER_WEB_BACK_PRESSURE_NUM_SAMPLES DEFAULT_JOB_MANAGER_WEB_BACK_PRESSURE_REFRESH_INTERVAL DEFAULT_JOB_MANAGER_WEB_CHECKPOINTS_DISABLE DEFAULT_JOB_MANAGER_WEB_CHECKPOINTS_HISTORY_SIZE DEFAULT_JOB_MANAGER_WEB_FRONTEND_ADDRESS DEFAULT_JOB_MANAGER_WEB_FRONTEND_PORT DEFAULT_JOB_MANAGER_WEB_SSL_ENABLED DEFAULT_JOB_MANAGER_WEB_SUBMIT_ENABLED DEFAULT_LIBRARY_CACHE_MANAGER_CLEANUP_INTERVAL DEFAULT_LOCAL_NUMBER_JOB_MANAGER DEFAULT_LOCAL_NUMBER_RESOURCE_MANAGER DEFAULT_LOCAL_NUMBER_TASK_MANAGER DEFAULT_MEMORY_MANAGER_MEMORY_FRACTION DEFAULT_MESOS_ARTIFACT_SERVER_PORT DEFAULT_MESOS_ARTIFACT_SERVER_SSL_ENABLED DEFAULT_MESOS_FAILOVER_TIMEOUT_SECS DEFAULT_MESOS_RESOURCEMANAGER_FRAMEWORK_NAME DEFAULT_MESOS_RESOURCEMANAGER_FRAMEWORK_ROLE DEFAULT_MESOS_RESOURCEMANAGER_FRAMEWORK_USER DEFAULT_METRICS_LATENCY_HISTORY_SIZE DEFAULT_PARALLELISM DEFAULT_PARALLELISM_KEY DEFAULT_RECOVERY_JOB_MANAGER_PORT DEFAULT_RECOVERY_MODE DEFAULT_RESOURCE_MANAGER_IPC_PORT DEFAULT_RUNTIME_HASH_JOIN_BLOOM_FILTERS DEFAULT_SECURITY_SSL_ALGORITHMS DEFAULT_SECURITY_SSL_ENABLED DEFAULT_SECURITY_SSL_PROTOCOL DEFAULT_SECURITY_SSL_VERIFY_HOSTNAME DEFAULT_SORT_SPILLING_THRESHOLD DEFAULT_SORT_SPILLING_THRESHOLD_KEY DEFAULT_SPILLING_MAX_FAN DEFAULT_SPILLING_MAX_FAN_KEY DEFAULT_STATE_BACKEND DEFAULT_TASK_CANCELLATION_INTERVAL_MILLIS DEFAULT_TASK_MANAGER_DATA_PORT DEFAULT_TASK_MANAGER_DATA_SSL_ENABLED DEFAULT_TASK_MANAGER_DEBUG_MEMORY_USAGE_LOG_INTERVAL_MS DEFAULT_TASK_MANAGER_DEBUG_MEMORY_USAGE_START_LOG_THREAD DEFAULT_TASK_MANAGER_INITIAL_REGISTRATION_PAUSE DEFAULT_TASK_MANAGER_IPC_PORT DEFAULT_TASK_MANAGER_MAX_REGISTRATION_DURATION DEFAULT_TASK_MANAGER_MAX_REGISTRATION_PAUSE DEFAULT_TASK_MANAGER_MEMORY_PRE_ALLOCATE DEFAULT_TASK_MANAGER_MEMORY_SEGMENT_SIZE DEFAULT_TASK_MANAGER_NETWORK_DEFAULT_IO_MODE DEFAULT_TASK_MANAGER_NETWORK_NUM_BUFFERS DEFAULT_TASK_MANAGER_REFUSED_REGISTRATION_PAUSE DEFAULT_TASK_MANAGER_TMP_PATH DEFAULT_USE_LARGE_RECORD_HANDLER DEFAULT_YARN_APPLICATION_MASTER_PORT DEFAULT_YARN_CONTAINER_START_COMMAND_TEMPLATE DEFAULT_YARN_HEAP_CUTOFF DEFAULT_YARN_HEAP_CUTOFF_RATIO DEFAULT_YARN_JOB_MANAGER_PORT DEFAULT_YARN_MIN_HEAP_CUTOFF DEFAULT_ZOOKEEPER_CHECKPOINTS_PATH DEFAULT_ZOOKEEPER_CHECKPOINT_COUNTER_PATH DEFAULT_ZOOKEEPER_CLIENT_PORT DEFAULT_ZOOKEEPER_CONNECTION_TIMEOUT DEFAULT_ZOOKEEPER_DIR_KEY DEFAULT_ZOOKEEPER_INIT_LIMIT DEFAULT_ZOOKEEPER_JOBGRAPHS_PATH DEFAULT_ZOOKEEPER_LATCH_PATH DEFAULT_ZOOKEEPER_LEADER_PATH DEFAULT_ZOOKEEPER_LEADER_PORT DEFAULT_ZOOKEEPER_MAX_RETRY_ATTEMPTS DEFAULT_ZOOKEEPER_MESOS_WORKERS_PATH DEFAULT_ZOOKEEPER_NAMESPACE_KEY DEFAULT_ZOOKEEPER_PEER_PORT DEFAULT_ZOOKEEPER_RETRY_WAIT DEFAULT_ZOOKEEPER_SASL_DISABLE DEFAULT_ZOOKEEPER_SESSION_TIMEOUT DEFAULT_ZOOKEEPER_SYNC_LIMIT DELIMITED_FORMAT_MAX_LINE_SAMPLES_KEY DELIMITED_FORMAT_MAX_SAMPLE_LENGTH_KEY DELIMITED_FORMAT_MIN_LINE_SAMPLES_KEY ENV_FLINK_BIN_DIR ENV_FLINK_CONF_DIR ENV_FLINK_HOME_DIR ENV_FLINK_LIB_DIR ENV_FLINK_OPT_DIR ENV_FLINK_PLUGINS_DIR EXECUTION_RETRIES_KEY EXECUTION_RETRY_DELAY_KEY FILESYSTEM_DEFAULT_OVERWRITE_KEY FILESYSTEM_OUTPUT_ALWAYS_CREATE_DIRECTORY_KEY FILESYSTEM_SCHEME FLINK_BASE_DIR_PATH_KEY FLINK_JVM_OPTIONS FS_STREAM_OPENING_TIMEOUT_KEY HA_JOB_MANAGER_PORT HA_MODE HA_ZOOKEEPER_CHECKPOINTS_PATH HA_ZOOKEEPER_CHECKPOINT_COUNTER_PATH HA_ZOOKEEPER_CLIENT_ACL HA_ZOOKEEPER_CONNECTION_TIMEOUT HA_ZOOKEEPER_DIR_KEY HA_ZOOKEEPER_JOBGRAPHS_PATH HA_ZOOKEEPER_LATCH_PATH HA_ZOOKEEPER_LEADER_PATH HA_ZOOKEEPER_MAX_RETRY_ATTEMPTS HA_ZOOKEEPER_MESOS_WORKERS_PATH HA_ZOOKEEPER_NAMESPACE_KEY HA_ZOOKEEPER_QUORUM_KEY HA_ZOOKEEPER_RETRY_WAIT HA_ZOOKEEPER_SESSION_TIMEOUT HA_ZOOKEEPER_STORAGE_PATH HDFS_DEFAULT_CONFIG HDFS_SITE_CONFIG JOB_MANAGER_IPC_ADDRESS_KEY JOB_MANAGER_IPC_PORT_KEY JOB_MANAGER_WEB_ARCHIVE_COUNT JOB_MANAGER_WEB_BACK_PRESSURE_CLEAN_UP_INTERVAL JOB_MANAGER_WEB_BACK_PRESSURE_DELAY JOB_MANAGER_WEB_BACK_PRESSURE_NUM_SAMPLES JOB_MANAGER_WEB_BACK_PRESSURE_REFRESH_INTERVAL JOB_MANAGER_WEB_CHECKPOINTS_DISABLE JOB_MANAGER_WEB_CHECKPOINTS_HISTORY_SIZE JOB_MANAGER_WEB_LOG_PATH_KEY JOB_MANAGER_WEB_PORT_KEY JOB_MANAGER_WEB_SSL_ENABLED JOB_MANAGER_WEB_SUBMIT_ENABLED_KEY JOB_MANAGER_WEB_TMPDIR_KEY JOB_MANAGER_WEB_UPLOAD_DIR_KEY LIBRARY_CACHE_MANAGER_CLEANUP_INTERVAL LOCAL_NUMBER_JOB_MANAGER LOCAL_NUMBER_RESOURCE_MANAGER LOCAL_NUMBER_TASK_MANAGER MESOS_ARTIFACT_SERVER_PORT_KEY MESOS_ARTIFACT_SERVER_SSL_ENABLED MESOS_FAILOVER_TIMEOUT_SECONDS MESOS_INITIAL_TASKS MESOS_MASTER_URL MESOS_MAX_FAILED_TASKS MESOS_RESOURCEMANAGER_FRAMEWORK_NAME MESOS_RESOURCEMANAGER_FRAMEWORK_PRINCIPAL MESOS_RESOURCEMANAGER_FRAMEWORK_ROLE MESOS_RESOURCEMANAGER_FRAMEWORK_SECRET MESOS_RESOURCEMANAGER_FRAMEWORK_USER METRICS_LATENCY_HISTORY_SIZE METRICS_REPORTERS_LIST METRICS_REPORTER_CLASS_SUFFIX METRICS_REPORTER_EXCLUDED_VARIABLES METRICS_REPORTER_FACTORY_CLASS_SUFFIX METRICS_REPORTER_INTERVAL_SUFFIX METRICS_REPORTER_PREFIX METRICS_REPORTER_SCOPE_DELIMITER METRICS_SCOPE_DELIMITER METRICS_SCOPE_NAMING_JM METRICS_SCOPE_NAMING_JM_JOB METRICS_SCOPE_NAMING_OPERATOR METRICS_SCOPE_NAMING_TASK METRICS_SCOPE_NAMING_TM METRICS_SCOPE_NAMING_TM_JOB PATH_HADOOP_CONFIG RECOVERY_JOB_DELAY RECOVERY_JOB_MANAGER_PORT RECOVERY_MODE RESOURCE_MANAGER_IPC_PORT_KEY RESTART_STRATEGY RESTART_STRATEGY_FAILURE_RATE_DELAY RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS RESTART_STRATEGY_FIXED_DELAY_DELAY RUNTIME_HASH_JOIN_BLOOM_FILTERS_KEY SAVEPOINT_DIRECTORY_KEY SAVEPOINT_FS_DIRECTORY_KEY SECURITY_SSL_ALGORITHMS SECURITY_SSL_ENABLED SECURITY_SSL_KEYSTORE SECURITY_SSL_KEYSTORE_PASSWORD SECURITY_SSL_KEY_PASSWORD SECURITY_SSL_PROTOCOL SECURITY_SSL_TRUSTSTORE SECURITY_SSL_TRUSTSTORE_PASSWORD SECURITY_SSL_VERIFY_HOSTNAME STATE_BACKEND TASK_CANCELLATION_INTERVAL_MILLIS TASK_MANAGER_DATA_PORT_KEY TASK_MANAGER_DATA_SSL_ENABLED TASK_MANAGER_DEBUG_MEMORY_USAGE_LOG_INTERVAL_MS TASK_MANAGER_DEBUG_MEMORY_USAGE_START_LOG_THREAD TASK_MANAGER_HOSTNAME_KEY TASK_MANAGER_INITIAL_REGISTRATION_PAUSE TASK_MANAGER_IPC_PORT_KEY TASK_MANAGER_LOG_PATH_KEY TASK_MANAGER_MAX_REGISTARTION_PAUSE TASK_MANAGER_MAX_REGISTRATION_DURATION TASK_MANAGER_MEMORY_FRACTION_KEY TASK_MANAGER_MEMORY_OFF_HEAP_KEY TASK_MANAGER_MEMORY_PRE_ALLOCATE_KEY TASK_MANAGER_MEMORY_SEGMENT_SIZE_KEY TASK_MANAGER_MEMORY_SIZE_KEY TASK_MANAGER_NETWORK_DEFAULT_IO_MODE TASK_MANAGER_NETWORK_NUM_BUFFERS_KEY TASK_MANAGER_NUM_TASK_SLOTS TASK_MANAGER_REFUSED_REGISTRATION_PAUSE TASK_MANAGER_TMP_DIR_KEY USE_LARGE_RECORD_HANDLER_KEY YARN_APPLICATION_ATTEMPTS YARN_APPLICATION_MASTER_ENV_PREFIX YARN_APPLICATION_MASTER_PORT YARN_APPLICATION_TAGS YARN_CONTAINER_START_COMMAND_TEMPLATE YARN_HEAP_CUTOFF_MIN YARN_HEAP_CUTOFF_RATIO YARN_HEARTBEAT_DELAY_SECONDS YARN_MAX_FAILED_CONTAINERS YARN_PROPERTIES_FILE_LOCATION YARN_REALLOCATE_FAILED_CONTAINERS YARN_TASK_MANAGER_ENV_PREFIX YARN_VCORES ZOOKEEPER_CHECKPOINTS_PATH ZOOKEEPER_CHECKPOINT_COUNTER_PATH ZOOKEEPER_CONNECTION_TIMEOUT ZOOKEEPER_DIR_KEY ZOOKEEPER_JOBGRAPHS_PATH ZOOKEEPER_LATCH_PATH ZOOKEEPER_LEADER_PATH ZOOKEEPER_MAX_RETRY_ATTEMPTS ZOOKEEPER_MESOS_WORKERS_PATH ZOOKEEPER_NAMESPACE_KEY ZOOKEEPER_QUORUM_KEY ZOOKEEPER_RECOVERY_PATH ZOOKEEPER_RETRY_WAIT ZOOKEEPER_SASL_DISABLE ZOOKEEPER_SASL_SERVICE_NAME ZOOKEEPER_SESSION_TIMEOUT',
  'org.apache.flink.configuration.MemorySize':
    '<init>(long) MAX_VALUE MemoryUnit ZERO add compareTo divide getBytes getGibiBytes getKibiBytes getMebiBytes getTebiBytes multiply ofMebiBytes parse(String,MemoryUnit) parseBytes subtract toHumanReadableString',
  'org.apache.flink.api.connector.source.Source':
    'createEnumerator createReader getBoundedness getEnumeratorCheckpointSerializer getSplitSerializer restoreEnumerator',
  'org.apache.flink.api.connector.source.SourceReaderContext':
    'getConfiguration getIndexOfSubtask getLocalHostName getUserCodeClassLoader metricGroup sendSourceEventToCoordinator sendSplitRequest',
  'org.apache.flink.api.connector.sink.Sink':
    'InitContext ProcessingTimeService createCommitter createGlobalCommitter createWriter getCommittableSerializer getGlobalCommittableSerializer getWriterStateSerializer',
  'org.apache.flink.api.common.typeinfo.TypeInformation':
    'canEqual getGenericParameters getTotalFields getTypeClass isSortKeyType',
  'org.apache.flink.api.common.typeinfo.BasicTypeInfo':
    '<init>(Class,Class[],TypeSerializer,Class) DATE_TYPE_INFO canEqual createComparator getInfoFor getTotalFields getTypeClass shouldAutocastTo',
  'org.apache.flink.api.common.typeinfo.Types':
    'EITHER TUPLE(Class) VALUE',
  'org.apache.flink.api.java.typeutils.TupleTypeInfo':
    '<init>(Class,TypeInformation[]) canEqual createTypeComparatorBuilder fieldNames getBasicAndBasicValueTupleTypeInfo getFieldIndex getFieldNames getGenericParameters',
  'org.apache.flink.api.java.typeutils.RowTypeInfo':
    'canEqual createComparator createLegacySerializer createTypeComparatorBuilder fieldNames getFieldIndex getFieldNames getFlatFields getTypeAt projectFields schemaEquals',
  'org.apache.flink.api.java.typeutils.ListTypeInfo':
    'canEqual getElementTypeInfo getTotalFields getTypeClass',
  'org.apache.flink.api.java.typeutils.MapTypeInfo':
    'canEqual getKeyTypeInfo getTotalFields getTypeClass getValueTypeInfo',
  'org.apache.flink.api.java.typeutils.TypeExtractor':
    'NO_INDEX analyzePojo createHadoopWritableTypeInfo createTypeInfo getAggregateFunctionAccumulatorType getAggregateFunctionReturnType getAllDeclaredFields getBinaryOperatorReturnType getCoGroupReturnTypes getCrossReturnTypes getDeclaredField getFlatJoinReturnTypes getFlatMapReturnTypes getGroupCombineReturnTypes getGroupReduceReturnTypes getInputFormatTypes getJoinReturnTypes getKeySelectorTypes getMapPartitionReturnTypes getMapReturnTypes getParameterType getPartitionerTypes getTypeInfoFactory getUnaryOperatorReturnType',
  'org.apache.flink.api.java.typeutils.PojoTypeInfo':
    '<init>(Class,List) NamedFlatFieldDescriptor canEqual createPojoSerializer createTypeComparatorBuilder getFieldIndex getFieldNames getFlatFields getPojoFieldAt getTotalFields getTypeAt isSortKeyType',
  'org.apache.flink.api.java.typeutils.GenericTypeInfo':
    'canEqual createComparator getTotalFields getTypeClass',
  'org.apache.flink.api.common.io.InputFormat':
    'close configure createInputSplits getInputSplitAssigner getStatistics nextRecord open reachedEnd',
  'org.apache.flink.api.common.io.FileInputFormat':
    '<init>(Path) ENUMERATE_NESTED_FILES_FLAG FileBaseStatistics INFLATER_INPUT_STREAM_FACTORIES InputSplitOpenThread READ_WHOLE_SPLIT_FLAG acceptFile close configure createInputSplits currentSplit decorateInputStream enumerateNestedFiles extractFileExtension filePath getFilePath getFilePaths getFileStats getInflaterInputStreamFactory getInputSplitAssigner getMinSplitSize getNestedFileEnumeration getNumSplits getOpenTimeout getSplitLength getSplitStart getStatistics minSplitSize numSplits open openTimeout registerInflaterInputStreamFactory setFilePath setFilePaths setFilesFilter setMinSplitSize setNestedFileEnumeration setNumSplits setOpenTimeout splitLength splitStart stream supportsMultiPaths testForUnsplittable unsplittable',
  'org.apache.flink.api.java.io.CsvReader':
    '<init>(Path,ExecutionEnvironment) <init>(String,ExecutionEnvironment) commentPrefix fieldDelimiter getCharset getFilePath ignoreInvalidLines includeFields(long) includedMask lineDelimiter parseQuotedStrings quoteCharacter skipFirstLineAsHeader',
  'org.apache.flink.api.java.io.TextInputFormat':
    'configure getCharsetName readRecord setCharsetName supportsMultiPaths',
  'org.apache.flink.api.java.io.LocalCollectionOutputFormat':
    'setInputType',
  'org.apache.flink.api.java.utils.DataSetUtils':
    'checksumHashCode getBitSize partitionByRange sample sampleWithSize(DataSet,boolean,int,long)',
  'org.apache.flink.api.java.operators.Operator':
    '<init>(ExecutionEnvironment,TypeInformation) getMinResources getPreferredResources getResultType minResources name parallelism preferredResources',
  'org.apache.flink.api.java.operators.SingleInputOperator':
    '<init>(DataSet,TypeInformation) getInput getInputType translateToDataFlow',
  'org.apache.flink.api.java.operators.TwoInputOperator':
    '<init>(DataSet,DataSet,TypeInformation) getInput1 getInput1Type getInput2 getInput2Type translateToDataFlow',
  'org.apache.flink.api.java.operators.SingleInputUdfOperator':
    '<init>(DataSet,TypeInformation) extractSemanticAnnotations getAnalyzedUdfSemanticsFlag getBroadcastSets getFunction getParameters getSemanticProperties setAnalyzedUdfSemanticsFlag setSemanticProperties udfWithForwardedFieldsAnnotation',
  'org.apache.flink.api.java.operators.TwoInputUdfOperator':
    '<init>(DataSet,DataSet,TypeInformation) extractSemanticAnnotationsFromUdf getAnalyzedUdfSemanticsFlag getBroadcastSets getFunction getParameters getSemanticProperties setAnalyzedUdfSemanticsFlag setSemanticProperties udfWithForwardedFieldsFirstAnnotation udfWithForwardedFieldsSecondAnnotation',
  'org.apache.flink.api.java.operators.DataSource':
    '<init>(ExecutionEnvironment,InputFormat,TypeInformation,String) getInputFormat getParameters getSplitDataProperties translateToDataFlow',
  'org.apache.flink.api.java.operators.MapOperator':
    '<init>(DataSet,TypeInformation,MapFunction,String) defaultName function getFunction translateToDataFlow',
  'org.apache.flink.api.java.operators.FlatMapOperator':
    '<init>(DataSet,TypeInformation,FlatMapFunction,String) defaultName function getFunction translateToDataFlow',
  'org.apache.flink.api.java.operators.MapPartitionOperator':
    '<init>(DataSet,TypeInformation,MapPartitionFunction,String) defaultName function getFunction translateToDataFlow',
  'org.apache.flink.api.java.operators.GroupReduceOperator':
    '<init>(DataSet,TypeInformation,GroupReduceFunction,String) <init>(Grouping,TypeInformation,GroupReduceFunction,String) getFunction getSemanticProperties isCombinable setCombinable translateToDataFlow',
  'org.apache.flink.api.java.operators.GroupCombineOperator':
    '<init>(DataSet,TypeInformation,GroupCombineFunction,String) <init>(Grouping,TypeInformation,GroupCombineFunction,String) getFunction getSemanticProperties translateToDataFlow',
  'org.apache.flink.api.java.operators.ReduceOperator':
    '<init>(DataSet,ReduceFunction,String) <init>(Grouping,ReduceFunction,String) getFunction getSemanticProperties translateToDataFlow',
  'org.apache.flink.api.java.operators.AggregateOperator':
    '<init>(DataSet,Aggregations,int,String) <init>(Grouping,Aggregations,int,String) translateToDataFlow',
  'org.apache.flink.api.java.operators.ProjectOperator':
    '<init>(DataSet,int[],TupleTypeInfo) Projection fields translateToDataFlow types',
  'org.apache.flink.api.java.operators.FilterOperator':
    '<init>(DataSet,FilterFunction,String) defaultName function getFunction translateToDataFlow',
  'org.apache.flink.api.java.operators.DistinctOperator':
    '<init>(DataSet,Keys,String) setCombineHint translateToDataFlow',
  'org.apache.flink.api.java.operators.PartitionOperator':
    '<init>(DataSet,Keys,Partitioner,String) <init>(DataSet,Keys,Partitioner,TypeInformation,String) <init>(DataSet,PartitionMethod,Keys,DataDistribution,String) <init>(DataSet,PartitionMethod,Keys,String) <init>(DataSet,PartitionMethod,String) getCustomPartitioner translateToDataFlow withOrders',
  'org.apache.flink.api.java.operators.SortPartitionOperator':
    '<init>(DataSet,SelectorFunctionKeys,Order,String) <init>(DataSet,String,Order,String) <init>(DataSet,int,Order,String) translateToDataFlow useKeySelector',
  'org.apache.flink.api.java.operators.IterativeDataSet':
    '<init>(ExecutionEnvironment,TypeInformation,DataSet,int) getAggregators registerAggregationConvergenceCriterion registerAggregator(String,Aggregator) translateToDataFlow',
  'org.apache.flink.api.java.operators.UnionOperator':
    '<init>(DataSet,DataSet,String) translateToDataFlow',
  'org.apache.flink.api.java.operators.CoGroupOperator':
    '<init>(DataSet,DataSet,Keys,Keys,CoGroupFunction,TypeInformation,List,List,Partitioner,String) <init>(DataSet,DataSet,Keys,Keys,CoGroupFunction,TypeInformation,Partitioner,String) CoGroupOperatorSets getFunction getKeys1 getKeys2 getPartitioner getSemanticProperties translateToDataFlow withPartitioner',
  'org.apache.flink.api.java.operators.CrossOperator':
    '<init>(DataSet,DataSet,CrossFunction,TypeInformation,CrossHint,String) CrossProjection ProjectCrossFunction getCrossHint getFunction translateToDataFlow',
  'org.apache.flink.api.java.operators.CrossOperator$DefaultCross':
    '<init>(DataSet,DataSet,CrossHint,String)',
  'org.apache.flink.api.java.operators.CrossOperator$ProjectCross':
    '<init>(DataSet,DataSet,int[],boolean[],TupleTypeInfo,CrossHint) <init>(DataSet,DataSet,int[],boolean[],TupleTypeInfo,CrossProjection,CrossHint) extractSemanticAnnotationsFromUdf getFunction types',
  'org.apache.flink.api.java.operators.JoinOperator':
    '<init>(DataSet,DataSet,Keys,Keys,TypeInformation,JoinHint,JoinType) JoinOperatorSets getJoinHint getJoinType getKeys1 getKeys2 getPartitioner joinType keys1 keys2 withPartitioner',
  'org.apache.flink.api.java.operators.JoinOperator$EquiJoin':
    '<init>(DataSet,DataSet,Keys,Keys,FlatJoinFunction,JoinFunction,TypeInformation,JoinHint,String) <init>(DataSet,DataSet,Keys,Keys,FlatJoinFunction,JoinFunction,TypeInformation,JoinHint,String,JoinType) <init>(DataSet,DataSet,Keys,Keys,FlatJoinFunction,TypeInformation,JoinHint,String) <init>(DataSet,DataSet,Keys,Keys,FlatJoinFunction,TypeInformation,JoinHint,String,JoinType) extractSemanticAnnotationsFromUdf getFunction getSemanticProperties translateToDataFlow udfWithForwardedFieldsFirstAnnotation udfWithForwardedFieldsSecondAnnotation',
  'org.apache.flink.api.java.operators.JoinOperator$DefaultJoin':
    '<init>(DataSet,DataSet,Keys,Keys,JoinHint,String,JoinType) WrappingFlatJoinFunction',
  'org.apache.flink.api.java.operators.JoinOperator$ProjectJoin':
    '<init>(DataSet,DataSet,Keys,Keys,JoinHint,int[],boolean[],TupleTypeInfo) <init>(DataSet,DataSet,Keys,Keys,JoinHint,int[],boolean[],TupleTypeInfo,JoinProjection) extractSemanticAnnotationsFromUdf getFunction types',
  'org.apache.flink.api.java.operators.DeltaIteration':
    '<init>(ExecutionEnvironment,TypeInformation,DataSet,DataSet,Keys,int) SolutionSetPlaceHolder WorksetPlaceHolder getAggregators getInitialSolutionSet getInitialWorkset getMinResources getName getParallelism getPreferredResources isSolutionSetUnManaged registerAggregationConvergenceCriterion registerAggregator(String,Aggregator)',
  'org.apache.flink.api.java.operators.Grouping':
    '<init>(DataSet,Keys) customPartitioner getCustomPartitioner getInputDataSet getKeys inputDataSet keys',
  'org.apache.flink.api.java.operators.UnsortedGrouping':
    '<init>(DataSet,Keys) withPartitioner',
  'org.apache.flink.api.java.operators.SortedGrouping':
    '<init>(DataSet,Keys,SelectorFunctionKeys,Order) <init>(DataSet,Keys,String,Order) <init>(DataSet,Keys,int,Order) getGroupOrdering getGroupSortKeyPositions getGroupSortOrders getSortSelectionFunctionKey withPartitioner',
  'org.apache.flink.api.java.operators.DataSink':
    '<init>(DataSet,OutputFormat,TypeInformation) getDataSet getFormat getMinResources getParallelism getParameters getPreferredResources getType sortLocalOutput(String,Order) translateToDataFlow withParameters',
  'org.apache.flink.api.java.aggregation.Aggregations':
    'getFactory',
  'org.apache.flink.api.common.operators.Order':
    'getShortName isOrdered',
  'org.apache.flink.api.common.operators.base.JoinOperatorBase':
    '<init>(Class,BinaryOperatorInformation,int[],int[],String) <init>(FlatJoinFunction,BinaryOperatorInformation,int[],int[],String) <init>(UserCodeWrapper,BinaryOperatorInformation,int[],int[],String) getCustomPartitioner getJoinHint setCustomPartitioner setJoinHint',
  'org.apache.flink.api.common.operators.base.ReduceOperatorBase':
    '<init>(Class,UnaryOperatorInformation,String) <init>(Class,UnaryOperatorInformation,int[],String) <init>(ReduceFunction,UnaryOperatorInformation,String) <init>(ReduceFunction,UnaryOperatorInformation,int[],String) <init>(UserCodeWrapper,UnaryOperatorInformation,String) <init>(UserCodeWrapper,UnaryOperatorInformation,int[],String) executeOnCollections getCombineHint getCustomPartitioner setCombineHint setCustomPartitioner',
  'org.apache.flink.api.java.ExecutionEnvironment':
    '<init>(Configuration) <init>(Configuration,ClassLoader) <init>(PipelineExecutorServiceLoader,Configuration,ClassLoader) addDefaultKryoSerializer areExplicitEnvironmentsAllowed clearJobListeners configure createLocalEnvironment(Configuration) createLocalEnvironmentWithWebUI createProgramPlan createRemoteEnvironment(String,int,Configuration,String[]) executeAsync fromElements(Class,Object[]) fromParallelCollection getConfiguration getDefaultLocalParallelism getExecutorServiceLoader getJobListeners getNumberOfExecutionRetries getRestartStrategy getUserCodeClassLoader initializeContextEnvironment lastJobExecutionResult readFile readFileOfPrimitives readTextFileWithValue registerJobListener registerType registerTypeWithKryoSerializer resetContextEnvironment setDefaultLocalParallelism',
  'org.apache.flink.api.java.LocalEnvironment':
    '<init>(Configuration)',
  'org.apache.flink.api.java.DataSet':
    '<init>(ExecutionEnvironment,TypeInformation) checkSameExecutionContext clean context fillInType write(FileOutputFormat,String) write(FileOutputFormat,String,WriteMode) writeAsFormattedText(String,TextFormatter) writeAsFormattedText(String,WriteMode,TextFormatter)',
  'org.apache.commons.math3.random.RandomDataGenerator':
    '<init>(RandomGenerator) getRandomGenerator nextBeta nextBinomial nextCauchy nextChiSquare nextExponential nextF nextGamma nextHypergeometric nextPascal nextPermutation nextPoisson nextSample nextSecureHexString nextSecureInt nextSecureLong nextT nextUniform(double,double,boolean) nextWeibull nextZipf reSeed reSeedSecure setSecureAlgorithm',
  'org.apache.flink.streaming.api.functions.source.datagen.RandomGenerator':
    'arrayGenerator mapGenerator',
  'org.apache.flink.streaming.api.functions.source.datagen.SequenceGenerator':
    'bigDecimalGenerator doubleGenerator(int,int)',
  'org.apache.flink.api.common.eventtime.Watermark':
    'MAX_WATERMARK getFormattedTimestamp',
  'org.apache.flink.api.common.eventtime.TimestampAssignerSupplier':
    'SupplierFromSerializableTimestampAssigner of',
  'org.apache.flink.streaming.api.watermark.Watermark':
    'UNINITIALIZED',
  'org.apache.flink.streaming.api.functions.timestamps.AscendingTimestampExtractor':
    'FailingHandler IgnoringHandler LoggingHandler MonotonyViolationHandler withViolationHandler',
  'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment':
    '<init>(Configuration) <init>(Configuration,ClassLoader) <init>(PipelineExecutorServiceLoader,Configuration,ClassLoader) DEFAULT_JOB_NAME addDefaultKryoSerializer(Class,Serializer) addOperator cacheFile clean clearJobListeners createInput(InputFormat) createInput(InputFormat,TypeInformation) createRemoteEnvironment(String,int,Configuration,String[]) execute(StreamGraph) executeAsync(StreamGraph) getCachedFiles getCheckpointInterval getCheckpointingMode getConfiguration getDefaultSavepointDirectory getJobListeners getNumberOfExecutionRetries getRestartStrategy getStateBackend getStreamGraph getUserClassloader initializeContextEnvironment isChainingEnabled isForceCheckpointing isForceUnalignedCheckpoints isUnalignedCheckpointsEnabled readFile(FileInputFormat,String,FileProcessingMode,long,FilePathFilter) readFile(FileInputFormat,String,FileProcessingMode,long,TypeInformation) readFileStream registerJobListener registerTypeWithKryoSerializer(Class,Serializer) resetContextEnvironment setDefaultSavepointDirectory(Path) setDefaultSavepointDirectory(URI) transformations',
  'org.apache.flink.streaming.api.environment.LocalStreamEnvironment':
    '<init>(Configuration) execute(StreamGraph)',
  'org.apache.flink.streaming.api.environment.CheckpointConfig':
    '<init>(CheckpointConfig) DEFAULT_MAX_CONCURRENT_CHECKPOINTS DEFAULT_MIN_PAUSE_BETWEEN_CHECKPOINTS DEFAULT_MODE DEFAULT_TIMEOUT UNDEFINED_TOLERABLE_CHECKPOINT_NUMBER configure disableCheckpointing enableApproximateLocalRecovery getAlignmentTimeout getCheckpointStorage getExternalizedCheckpointCleanup isApproximateLocalRecoveryEnabled isPreferCheckpointForRecovery',
  'org.apache.flink.streaming.api.environment.CheckpointConfig$ExternalizedCheckpointCleanup':
    'NO_EXTERNALIZED_CHECKPOINTS',
  'org.apache.flink.streaming.api.environment.ExecutionCheckpointingOptions':
    'ALIGNMENT_TIMEOUT CHECKPOINTING_INTERVAL CHECKPOINTING_MODE CHECKPOINTING_TIMEOUT ENABLE_UNALIGNED EXTERNALIZED_CHECKPOINT FORCE_UNALIGNED MAX_CONCURRENT_CHECKPOINTS MIN_PAUSE_BETWEEN_CHECKPOINTS PREFER_CHECKPOINT_FOR_RECOVERY TOLERABLE_FAILURE_NUMBER',
  'org.apache.flink.core.execution.JobClient':
    'getAccumulators getJobStatus stopWithSavepoint triggerSavepoint',
  'org.apache.flink.streaming.api.windowing.time.Time':
    'getUnit',
  'org.apache.flink.api.common.time.Time':
    'getUnit',
  'org.apache.flink.api.common.time.Deadline':
    'fromNow fromNowWithClock hasTimeLeft isOverdue plus timeLeft timeLeftIfAny',
  'org.apache.flink.streaming.api.windowing.triggers.Trigger$TriggerContext':
    'getKeyValueState getMetricGroup',
  'org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger':
    'clear(TimeWindow,TriggerContext) onElement(Object,long,TimeWindow,TriggerContext) onEventTime(long,TimeWindow,TriggerContext) onMerge(TimeWindow,OnMergeContext) onProcessingTime(long,TimeWindow,TriggerContext)',
  'org.apache.flink.streaming.api.windowing.triggers.ProcessingTimeTrigger':
    'clear(TimeWindow,TriggerContext) onElement(Object,long,TimeWindow,TriggerContext) onEventTime(long,TimeWindow,TriggerContext) onMerge(TimeWindow,OnMergeContext) onProcessingTime(long,TimeWindow,TriggerContext)',
  'org.apache.flink.streaming.api.windowing.triggers.PurgingTrigger':
    'getNestedTrigger',
  'org.apache.flink.streaming.api.windowing.triggers.ContinuousEventTimeTrigger':
    'getInterval',
  'org.apache.flink.streaming.api.windowing.triggers.ContinuousProcessingTimeTrigger':
    'getInterval',
  'org.apache.flink.streaming.api.windowing.evictors.Evictor$EvictorContext':
    'getMetricGroup',
  'org.apache.flink.streaming.api.windowing.evictors.TimeEvictor':
    '<init>(long) <init>(long,boolean) getWindowSize',
  'org.apache.flink.streaming.runtime.operators.windowing.TimestampedValue':
    '<init>(Object) <init>(Object,long) from getStreamRecord',
  'org.apache.flink.runtime.client.JobExecutionException':
    '<init>(JobID,String) <init>(JobID,String,Throwable) <init>(JobID,Throwable) getJobID',
  'org.apache.flink.runtime.client.JobCancellationException':
    '<init>(JobID,String,Throwable)',
  'org.apache.flink.runtime.client.JobSubmissionException':
    '<init>(JobID,String) <init>(JobID,String,Throwable)',
  'org.apache.flink.runtime.client.DuplicateJobSubmissionException':
    '<init>(JobID)',
  'org.apache.flink.runtime.client.JobInitializationException':
    '<init>(JobID,String,Throwable)',
  'org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException':
    '<init>() <init>(String,Throwable)',
  'org.apache.flink.client.program.ProgramInvocationException':
    '<init>(String,JobID) <init>(String,JobID,Throwable)',
  'org.apache.flink.api.common.ExecutionConfig':
    'ClosureCleanerLevel PARALLELISM_AUTO_MAX PARALLELISM_UNKNOWN SerializableSerializer addDefaultKryoSerializer archive canEqual configure disableAutoGeneratedUIDs disableAutoTypeRegistration disableForceAvro disableForceKryo enableAutoGeneratedUIDs enableGenericTypes getClosureCleanerLevel getDefaultInputDependencyConstraint getDefaultKryoSerializerClasses getDefaultKryoSerializers getExecutionMode getExecutionRetryDelay getLatencyTrackingInterval getNumberOfExecutionRetries getRegisteredKryoTypes getRegisteredPojoTypes getRegisteredTypesWithKryoSerializerClasses getRegisteredTypesWithKryoSerializers getRestartStrategy getTaskCancellationInterval getTaskCancellationTimeout hasAutoGeneratedUIDsEnabled hasGenericTypesDisabled isAutoTypeRegistrationDisabled isClosureCleanerEnabled isForceAvroEnabled isForceKryoEnabled isLatencyTrackingConfigured isUseSnapshotCompression registerTypeWithKryoSerializer setClosureCleanerLevel setDefaultInputDependencyConstraint setExecutionMode setExecutionRetryDelay setNumberOfExecutionRetries setTaskCancellationInterval setTaskCancellationTimeout setUseSnapshotCompression',
  'org.apache.flink.api.common.JobID':
    '<init>(byte[]) <init>(long,long) fromByteArray fromByteBuffer fromHexString generate',
  'org.apache.flink.api.common.JobSubmissionResult':
    '<init>(JobID) getJobExecutionResult isJobExecutionResult',
  'org.apache.flink.api.common.JobExecutionResult':
    '<init>(JobID,long,Map) fromJobSubmissionResult getJobExecutionResult isJobExecutionResult',
  'org.apache.flink.streaming.api.functions.sink.filesystem.StreamingFileSink':
    '<init>(BucketsBuilder,long) BucketsBuilder BulkFormatBuilder DefaultBulkFormatBuilder RowFormatBuilder initializeState notifyCheckpointAborted notifyCheckpointComplete snapshotState',
  'org.apache.flink.connector.file.sink.FileSink':
    'BulkFormatBuilder DefaultBulkFormatBuilder RowFormatBuilder createCommitter createGlobalCommitter createWriter getCommittableSerializer getGlobalCommittableSerializer getWriterStateSerializer',
  'org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy':
    'getInactivityInterval getMaxPartSize getRolloverInterval shouldRollOnCheckpoint shouldRollOnEvent shouldRollOnProcessingTime',
  'org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy':
    'shouldRollOnEvent shouldRollOnProcessingTime',
  'org.apache.flink.core.fs.Path':
    '<init>() <init>(Path,Path) <init>(Path,String) <init>(String,Path) <init>(String,String,String) <init>(URI) CUR_DIR SEPARATOR SEPARATOR_CHAR compareTo depth fromLocalFile getFileSystem getParent hasWindowsDrive isAbsolute makeQualified read suffix toUri write',
  'org.apache.flink.core.fs.FileSystem':
    'create createRecoverableWriter delete exists get getDefaultBlockSize getDefaultFsUri getFileBlockLocations getFileStatus getHomeDirectory getKind getLocalFileSystem getUnguardedFileSystem getUri getWorkingDirectory initOutPathDistFS initOutPathLocalFS initialize isDistributedFS listStatus mkdirs open rename',
  'org.apache.flink.api.common.functions.RuntimeContext':
    'getAccumulator getExternalResourceInfos getHistogram getUserCodeClassLoader registerUserCodeClassLoaderReleaseHookIfAbsent',
  'org.apache.flink.util.OutputTag':
    'isResponsibleFor',
  'org.apache.flink.util.Preconditions':
    'checkArgument(boolean,String,Object[]) checkCompletedNormally checkElementIndex checkNotNull(Object,String,Object[]) checkState(boolean,String,Object[])',
  'org.apache.flink.streaming.api.operators.TimestampedCollector':
    '<init>(Output) collect(OutputTag,StreamRecord) emitLatencyMarker emitWatermark eraseTimestamp setAbsoluteTimestamp setTimestamp',
  'org.apache.flink.streaming.api.TimerService':
    'UNSUPPORTED_DELETE_TIMER_MSG UNSUPPORTED_REGISTER_TIMER_MSG',
  'org.apache.flink.streaming.api.functions.ProcessFunction$Context':
    '<init>(ProcessFunction)',
  'org.apache.flink.streaming.api.functions.ProcessFunction$OnTimerContext':
    '<init>(ProcessFunction)',
  'org.apache.flink.streaming.api.functions.KeyedProcessFunction$Context':
    '<init>(KeyedProcessFunction)',
  'org.apache.flink.streaming.api.functions.KeyedProcessFunction$OnTimerContext':
    '<init>(KeyedProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.CoProcessFunction$Context':
    '<init>(CoProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.CoProcessFunction$OnTimerContext':
    '<init>(CoProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction$Context':
    '<init>(KeyedCoProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction$OnTimerContext':
    '<init>(KeyedCoProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.BaseBroadcastProcessFunction$Context':
    '<init>(BaseBroadcastProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.BaseBroadcastProcessFunction$ReadOnlyContext':
    '<init>(BaseBroadcastProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction$Context':
    '<init>(BroadcastProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction$ReadOnlyContext':
    '<init>(BroadcastProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction$Context':
    '<init>(KeyedBroadcastProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction$ReadOnlyContext':
    '<init>(KeyedBroadcastProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction$OnTimerContext':
    '<init>(KeyedBroadcastProcessFunction)',
  'org.apache.flink.streaming.api.functions.co.ProcessJoinFunction$Context':
    '<init>(ProcessJoinFunction)',
  'org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction$Context':
    '<init>(ProcessWindowFunction)',
  'org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction$Context':
    '<init>(ProcessAllWindowFunction)',
  'org.apache.flink.runtime.state.StateBackend':
    'createKeyedStateBackend createOperatorStateBackend useManagedMemory',
  'org.apache.flink.runtime.state.CheckpointStorage':
    'createCheckpointStorage resolveCheckpoint',
  'org.apache.flink.streaming.api.windowing.assigners.MergingWindowAssigner':
    'MergeCallback mergeWindows',
  'org.apache.flink.streaming.api.windowing.assigners.WindowStagger':
    'getStaggerOffset',
  'org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows':
    '<init>(long,long,WindowStagger)',
  'org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows':
    'getSize',
  'org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows':
    '<init>(long,long,long) getSize getSlide',
  'org.apache.flink.streaming.api.windowing.assigners.SlidingProcessingTimeWindows':
    'getSize getSlide',
  'org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows':
    '<init>(long) mergeWindows sessionTimeout',
  'org.apache.flink.streaming.api.windowing.assigners.DynamicEventTimeSessionWindows':
    '<init>(SessionWindowTimeGapExtractor) mergeWindows sessionWindowTimeGapExtractor',
  'org.apache.flink.streaming.api.windowing.assigners.ProcessingTimeSessionWindows':
    '<init>(long) mergeWindows sessionTimeout',
  'org.apache.flink.streaming.api.windowing.assigners.DynamicProcessingTimeSessionWindows':
    '<init>(SessionWindowTimeGapExtractor) mergeWindows sessionWindowTimeGapExtractor',
  'org.apache.flink.streaming.api.windowing.assigners.GlobalWindows':
    'NeverTrigger',
  'org.apache.flink.api.common.serialization.DeserializationSchema':
    'deserialize(byte[],Collector)',
  'org.apache.flink.api.common.serialization.DeserializationSchema$InitializationContext':
    'getMetricGroup getUserCodeClassLoader',
  'org.apache.flink.api.common.serialization.SerializationSchema$InitializationContext':
    'getMetricGroup getUserCodeClassLoader',
  'org.apache.flink.api.common.serialization.AbstractDeserializationSchema':
    '<init>(Class) <init>(TypeHint) <init>(TypeInformation)',
  'org.apache.flink.api.common.serialization.SimpleStringSchema':
    'getCharset',
  'org.apache.flink.api.common.serialization.BulkWriter':
    'addElement finish flush',
  'org.apache.flink.api.common.serialization.BulkWriter$Factory':
    'create',
  'org.apache.flink.runtime.state.KeyGroupRange':
    '<init>(int,int) EMPTY_KEY_GROUP_RANGE getIntersection getKeyGroupId iterator of',
  'org.apache.flink.runtime.state.KeyGroupRangeAssignment':
    'UPPER_BOUND_MAX_PARALLELISM checkParallelismPreconditions',
  'org.apache.flink.util.MathUtils':
    'bitMix checkedDownCast divideRoundUp flipSignBit isPowerOf2 jenkinsHash log2floor log2strict longToIntWithBitMixing roundDownToPowerOf2 roundUpToPowerOfTwo',
  'org.apache.flink.metrics.MetricGroup':
    'getAllVariables getMetricIdentifier getScopeComponents',
  'org.apache.flink.metrics.View':
    'UPDATE_INTERVAL_SECONDS',
  'org.apache.flink.cep.CEP':
    'pattern(DataStream,Pattern,EventComparator)',
  'org.apache.flink.cep.PatternStream':
    'CoMapTimeout flatSelect process(PatternProcessFunction,TypeInformation) select(OutputTag,PatternTimeoutFunction,PatternSelectFunction) select(OutputTag,PatternTimeoutFunction,TypeInformation,PatternSelectFunction) select(PatternSelectFunction,TypeInformation) select(PatternTimeoutFunction,PatternSelectFunction) sideOutputLateData',
  'org.apache.flink.cep.pattern.Pattern':
    '<init>(String,Pattern,ConsumingStrategy,AfterMatchSkipStrategy) allowCombinations begin(Pattern) begin(Pattern,AfterMatchSkipStrategy) begin(String,AfterMatchSkipStrategy) followedBy(Pattern) followedByAny(Pattern) getAfterMatchSkipStrategy getCondition getName getPrevious getQuantifier getTimes getUntilCondition getWindowTime greedy next(Pattern) subtype times(int,int) timesOrMore',
  'org.apache.flink.streaming.runtime.streamrecord.StreamElement':
    'asLatencyMarker asRecord asStreamStatus asWatermark isLatencyMarker isRecord isStreamStatus isWatermark',
  'org.apache.flink.streaming.runtime.streamrecord.StreamRecord':
    'copyTo',
  'org.apache.flink.streaming.runtime.tasks.ProcessingTimeService':
    'quiesce scheduleAtFixedRate scheduleWithFixedDelay',
  'org.apache.flink.runtime.state.StateInitializationContext':
    'getRawKeyedStateInputs getRawOperatorStateInputs',
  'org.apache.flink.runtime.state.StateSnapshotContext':
    'getRawKeyedOperatorStateOutput getRawOperatorStateOutput',
  'org.apache.flink.streaming.api.operators.ChainingStrategy':
    'DEFAULT_CHAINING_STRATEGY',
  'org.apache.flink.streaming.api.operators.StreamOperator':
    'getMetricGroup getOperatorID initializeState prepareSnapshotPreBarrier setKeyContextElement1 setKeyContextElement2 snapshotState',
  'org.apache.flink.streaming.api.operators.Input':
    'processLatencyMarker setKeyContextElement',
  'org.apache.flink.streaming.api.operators.OneInputStreamOperator':
    'setKeyContextElement',
  'org.apache.flink.streaming.api.operators.Output':
    'emitLatencyMarker',
  'org.apache.flink.streaming.api.operators.AbstractStreamOperator':
    'config getContainingTask getInternalTimerService getKeyedStateBackend getKeyedStateStore getOperatorConfig getOperatorID getOperatorName getOperatorStateBackend getOrCreateKeyedState getPartitionedState getTimeServiceManager getUserCodeClassloader initializeState(StreamTaskStateInitializer) isUsingCustomRawKeyedState latencyStats metrics notifyCheckpointAborted prepareSnapshotPreBarrier processLatencyMarker processLatencyMarker1 processLatencyMarker2 processWatermark1 processWatermark2 processingTimeService reportOrForwardLatencyMarker setCurrentKey setKeyContextElement1 setKeyContextElement2 setProcessingTimeService setup snapshotState(long,long,CheckpointOptions,CheckpointStreamFactory)',
  'org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator':
    'getUserFunctionParameters notifyCheckpointAborted setOutputType setup',
  'org.apache.flink.streaming.api.operators.KeyedProcessOperator':
    'onEventTime onProcessingTime',
  'org.apache.flink.api.java.utils.ParameterTool':
    'createPropertiesFile data',
  'org.apache.flink.api.java.utils.MultipleParameterTool':
    'data fromMultiMap mergeWith(MultipleParameterTool) toMultiMap',
  'org.apache.flink.api.common.restartstrategy.RestartStrategies':
    'ExponentialDelayRestartStrategyConfiguration FailureRateRestartStrategyConfiguration FallbackRestartStrategyConfiguration FixedDelayRestartStrategyConfiguration NoRestartStrategyConfiguration fromConfiguration',
  'org.apache.flink.api.common.restartstrategy.RestartStrategies$RestartStrategyConfiguration':
    'getDescription',
  'org.apache.flink.api.common.typeutils.TypeSerializer':
    'copy createInstance deserialize duplicate getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.api.common.typeutils.base.VoidSerializer':
    'VoidSerializerSnapshot copy createInstance deserialize getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.api.common.typeutils.base.StringSerializer':
    'StringSerializerSnapshot copy createInstance deserialize getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.api.common.typeutils.base.BooleanSerializer':
    'BooleanSerializerSnapshot copy createInstance deserialize getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.api.common.typeutils.base.ByteSerializer':
    'ByteSerializerSnapshot copy createInstance deserialize getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.api.common.typeutils.base.ShortSerializer':
    'ShortSerializerSnapshot copy createInstance deserialize getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.api.common.typeutils.base.IntSerializer':
    'IntSerializerSnapshot copy createInstance deserialize getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.api.common.typeutils.base.LongSerializer':
    'LongSerializerSnapshot copy createInstance deserialize getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.api.common.typeutils.base.FloatSerializer':
    'FloatSerializerSnapshot copy createInstance deserialize getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.api.common.typeutils.base.DoubleSerializer':
    'DoubleSerializerSnapshot copy createInstance deserialize getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.api.common.typeutils.base.CharSerializer':
    'CharSerializerSnapshot copy createInstance deserialize getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer':
    '<init>(KryoSerializer) KryoSerializerConfigSnapshot copy createInstance deserialize duplicate getKryo getLength isImmutableType serialize snapshotConfiguration',
  'org.apache.flink.streaming.api.datastream.DataStream':
    '<init>(StreamExecutionEnvironment,Transformation) clean doTransform environment getExecutionConfig getMinResources getPreferredResources getTransformation setConnectionType transform(String,TypeInformation,OneInputStreamOperatorFactory) transformation writeAsCsv(String,WriteMode,String,String) writeUsingOutputFormat',
  'org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator':
    '<init>(StreamExecutionEnvironment,Transformation) nonParallel',
  'org.apache.flink.streaming.api.datastream.DataStreamSource':
    '<init>(SingleOutputStreamOperator) <init>(StreamExecutionEnvironment,Source,WatermarkStrategy,TypeInformation,String) <init>(StreamExecutionEnvironment,TypeInformation,StreamSource,boolean,String) <init>(StreamExecutionEnvironment,TypeInformation,StreamSource,boolean,String,Boundedness)',
  'org.apache.flink.streaming.api.datastream.IterativeStream':
    '<init>(DataStream,long) ConnectedIterativeStreams withFeedbackType(TypeHint) withFeedbackType(TypeInformation)',
  'org.apache.flink.streaming.api.datastream.KeyedStream':
    '<init>(DataStream,KeySelector) <init>(DataStream,KeySelector,TypeInformation) aggregate asQueryableState doTransform getKeySelector setConnectionType',
  'org.apache.flink.streaming.api.datastream.KeyedStream$IntervalJoined':
    '<init>(KeyedStream,KeyedStream,long,long,boolean,boolean)',
  'org.apache.flink.streaming.api.datastream.WindowedStream':
    '<init>(KeyedStream,WindowAssigner) aggregate(AggregateFunction,ProcessWindowFunction,TypeInformation,TypeInformation,TypeInformation) aggregate(AggregateFunction,TypeInformation,TypeInformation) aggregate(AggregateFunction,WindowFunction,TypeInformation,TypeInformation) apply(ReduceFunction,WindowFunction) apply(ReduceFunction,WindowFunction,TypeInformation) getExecutionEnvironment getInputType reduce(ReduceFunction,ProcessWindowFunction,TypeInformation)',
  'org.apache.flink.streaming.api.datastream.AllWindowedStream':
    '<init>(DataStream,WindowAssigner) aggregate(AggregateFunction,AllWindowFunction,TypeInformation,TypeInformation) aggregate(AggregateFunction,ProcessAllWindowFunction,TypeInformation,TypeInformation,TypeInformation) aggregate(AggregateFunction,TypeInformation,TypeInformation) apply(ReduceFunction,AllWindowFunction) apply(ReduceFunction,AllWindowFunction,TypeInformation) getExecutionEnvironment getInputType reduce(ReduceFunction,ProcessAllWindowFunction,TypeInformation)',
  'org.apache.flink.streaming.api.datastream.ConnectedStreams':
    '<init>(StreamExecutionEnvironment,DataStream,DataStream) environment getExecutionEnvironment getType1 getType2 inputStream1 inputStream2 transform',
  'org.apache.flink.streaming.api.datastream.BroadcastStream':
    '<init>(StreamExecutionEnvironment,DataStream,MapStateDescriptor[]) clean getBroadcastStateDescriptors getEnvironment getTransformation getType',
  'org.apache.flink.streaming.api.datastream.BroadcastConnectedStream':
    '<init>(StreamExecutionEnvironment,DataStream,BroadcastStream,List) clean getExecutionEnvironment getFirstInput getSecondInput getType1 getType2',
  'org.apache.flink.streaming.api.datastream.CoGroupedStreams':
    '<init>(DataStream,DataStream) TaggedUnion UnionSerializer UnionSerializerConfigSnapshot UnionSerializerSnapshot',
  'org.apache.flink.streaming.api.datastream.CoGroupedStreams$WithWindow':
    '<init>(DataStream,DataStream,KeySelector,KeySelector,TypeInformation,WindowAssigner,Trigger,Evictor,Time) with(CoGroupFunction,TypeInformation)',
  'org.apache.flink.streaming.api.datastream.JoinedStreams':
    '<init>(DataStream,DataStream)',
  'org.apache.flink.streaming.api.datastream.JoinedStreams$WithWindow':
    '<init>(DataStream,DataStream,KeySelector,KeySelector,TypeInformation,WindowAssigner,Trigger,Evictor,Time) with(FlatJoinFunction) with(FlatJoinFunction,TypeInformation) with(JoinFunction,TypeInformation)',
  'org.apache.flink.streaming.api.datastream.DataStreamSink':
    '<init>(DataStream,Sink) <init>(DataStream,StreamSink) getTransformation',
  'org.apache.flink.streaming.api.datastream.DataStreamUtils':
    'collect(DataStream,String) collectBoundedStream collectRecordsFromUnboundedStream collectUnboundedStream collectWithClient reinterpretAsKeyedStream(DataStream,KeySelector,TypeInformation)',
  'org.apache.flink.api.java.tuple.Tuple':
    'MAX_ARITY copy',
  'org.apache.flink.types.Row':
    '<init>(RowKind,int) clear getField(String) getFieldAs getFieldNames getKind join ofKind project setField(String,Object) setKind withNames withPositions',
  'org.apache.flink.types.NullFieldException':
    '<init>() <init>(int) <init>(int,Throwable) getFieldPos',
  'org.apache.flink.types.StringValue':
    '<init>() <init>(CharSequence) <init>(StringValue) <init>(StringValue,int,int) append charAt compareTo copy copyNormalizedKey copyString copyTo find getBinaryLength getCharArray getMaxNormalizedKeyLen getValue length read readString setLength setValue setValueAscii startsWith subSequence substring write writeString',
  'org.apache.flink.types.IntValue':
    '<init>() compareTo copy copyNormalizedKey copyTo getBinaryLength getMaxNormalizedKeyLen getValue read setValue write',
  'org.apache.flink.streaming.api.functions.sink.TwoPhaseCommitSinkFunction':
    'State StateSerializer StateSerializerConfigSnapshot StateSerializerSnapshot TransactionHolder enableTransactionTimeoutWarnings ignoreFailuresAfterTransactionTimeout pendingCommitTransactions pendingTransactions setTransactionTimeout state userContext',
  'java.util.TimeZone':
    'LONG SHORT getAvailableIDs getDSTSavings getDisplayName getOffset(int,int,int,int,int,int) getTimeZone(ZoneId) hasSameRules inDaylightTime observesDaylightTime setID setRawOffset toZoneId useDaylightTime',
  'java.util.Date':
    '<init>(String) <init>(int,int,int,int,int) <init>(int,int,int,int,int,int) UTC getTimezoneOffset parse setDate setHours setMinutes setMonth setSeconds setYear toGMTString toLocaleString',
  'java.util.Calendar':
    '<init>(TimeZone,Locale) ALL_STYLES AM Builder DST_OFFSET FIELD_COUNT LONG LONG_FORMAT LONG_STANDALONE NARROW_FORMAT NARROW_STANDALONE PM SHORT SHORT_FORMAT SHORT_STANDALONE UNDECIMBER ZONE_OFFSET areFieldsSet clear complete computeFields computeTime fields getAvailableCalendarTypes getAvailableLocales getCalendarType getDisplayName getDisplayNames getFirstDayOfWeek getGreatestMinimum getInstance(Locale) getInstance(TimeZone,Locale) getLeastMaximum getMaximum getMinimalDaysInFirstWeek getMinimum getTimeZone getWeekYear getWeeksInWeekYear internalGet isLenient isSet isTimeSet isWeekDateSupported setFirstDayOfWeek setLenient setMinimalDaysInFirstWeek setTimeZone setWeekDate time toInstant',
  'java.util.GregorianCalendar':
    '<init>(Locale) <init>(TimeZone) <init>(TimeZone,Locale) AD BC computeFields computeTime from getCalendarType getGreatestMinimum getGregorianChange getLeastMaximum getMaximum getMinimum getTimeZone getWeekYear getWeeksInWeekYear isWeekDateSupported setGregorianChange setTimeZone setWeekDate toZonedDateTime',
  'java.text.Format':
    'Field format(Object,StringBuffer,FieldPosition) formatToCharacterIterator parseObject',
  'java.text.DateFormat':
    'AM_PM_FIELD DATE_FIELD DAY_OF_WEEK_FIELD DAY_OF_WEEK_IN_MONTH_FIELD DAY_OF_YEAR_FIELD DEFAULT ERA_FIELD FULL Field HOUR0_FIELD HOUR1_FIELD HOUR_OF_DAY0_FIELD HOUR_OF_DAY1_FIELD LONG MEDIUM MILLISECOND_FIELD MINUTE_FIELD MONTH_FIELD SECOND_FIELD SHORT TIMEZONE_FIELD WEEK_OF_MONTH_FIELD WEEK_OF_YEAR_FIELD YEAR_FIELD calendar format(Date,StringBuffer,FieldPosition) format(Object,StringBuffer,FieldPosition) getAvailableLocales getCalendar getDateInstance getDateTimeInstance getInstance getNumberFormat getTimeInstance getTimeZone numberFormat parse(String,ParsePosition) parseObject setCalendar setNumberFormat',
  'java.text.SimpleDateFormat':
    '<init>(String,DateFormatSymbols) applyLocalizedPattern applyPattern format(Date,StringBuffer,FieldPosition) formatToCharacterIterator get2DigitYearStart getDateFormatSymbols parse(String,ParsePosition) set2DigitYearStart setDateFormatSymbols toLocalizedPattern',
  'org.slf4j.Logger':
    'ROOT_LOGGER_NAME debug(Marker,String) debug(Marker,String,Object) debug(Marker,String,Object,Object) debug(Marker,String,Object[]) debug(Marker,String,Throwable) error(Marker,String) error(Marker,String,Object) error(Marker,String,Object,Object) error(Marker,String,Object[]) error(Marker,String,Throwable) info(Marker,String) info(Marker,String,Object) info(Marker,String,Object,Object) info(Marker,String,Object[]) info(Marker,String,Throwable) isDebugEnabled(Marker) isErrorEnabled(Marker) isInfoEnabled(Marker) isTraceEnabled(Marker) isWarnEnabled(Marker) trace(Marker,String) trace(Marker,String,Object) trace(Marker,String,Object,Object) trace(Marker,String,Object[]) trace(Marker,String,Throwable) warn(Marker,String) warn(Marker,String,Object) warn(Marker,String,Object,Object) warn(Marker,String,Object[]) warn(Marker,String,Throwable)',
  'org.slf4j.LoggerFactory':
    'getILoggerFactory',
  'org.apache.commons.lang3.StringUtils':
    'CR EMPTY INDEX_NOT_FOUND LF SPACE abbreviate abbreviateMiddle appendIfMissing appendIfMissingIgnoreCase center chomp chop contains(CharSequence,int) containsAny containsIgnoreCase containsNone containsOnly containsWhitespace defaultIfBlank defaultIfEmpty defaultString deleteWhitespace difference endsWith endsWithAny endsWithIgnoreCase equalsIgnoreCase getCommonPrefix getJaroWinklerDistance getLevenshteinDistance indexOf indexOfAny indexOfAnyBut indexOfDifference indexOfIgnoreCase isAllLowerCase isAllUpperCase isAlpha isAlphaSpace isAlphanumeric isAlphanumericSpace isAnyBlank isAnyEmpty isAsciiPrintable isNoneBlank isNoneEmpty isNumericSpace isWhitespace join(Iterable,char) join(Iterator,String) join(Iterator,char) join(Object[]) join(Object[],String,int,int) join(Object[],char) join(Object[],char,int,int) join(byte[],char) join(byte[],char,int,int) join(char[],char) join(char[],char,int,int) join(double[],char) join(double[],char,int,int) join(float[],char) join(float[],char,int,int) join(int[],char) join(int[],char,int,int) join(long[],char) join(long[],char,int,int) join(short[],char) join(short[],char,int,int) lastIndexOf lastIndexOfAny lastIndexOfIgnoreCase lastOrdinalIndexOf left leftPad(String,int) leftPad(String,int,String) length lowerCase mid normalizeSpace ordinalIndexOf overlay prependIfMissing prependIfMissingIgnoreCase remove removeEnd removeEndIgnoreCase removePattern removeStart removeStartIgnoreCase repeat(String,String,int) repeat(char,int) replace replaceChars replaceEach replaceEachRepeatedly replaceOnce replacePattern reverseDelimited right rightPad(String,int) rightPad(String,int,String) split splitByCharacterType splitByCharacterTypeCamelCase splitByWholeSeparator splitByWholeSeparatorPreserveAllTokens splitPreserveAllTokens startsWith startsWithAny startsWithIgnoreCase strip stripAccents stripAll stripEnd stripStart stripToEmpty stripToNull substring substringAfter substringAfterLast substringBefore substringBeforeLast substringBetween substringsBetween swapCase toEncodedString toString(byte[],String) trimToEmpty trimToNull uncapitalize upperCase',
  'org.apache.commons.lang3.RandomUtils':
    'nextBytes nextFloat',
  'org.apache.commons.lang3.time.FastDateFormat':
    '<init>(String,TimeZone,Locale) <init>(String,TimeZone,Locale,Date) FULL LONG MEDIUM SHORT applyRules format(Calendar,StringBuffer) format(Date,StringBuffer) format(Object,StringBuffer,FieldPosition) format(long,StringBuffer) getDateInstance getDateTimeInstance getInstance() getInstance(String,TimeZone,Locale) getLocale getMaxLengthEstimate getTimeInstance getTimeZone parse(String,ParsePosition) parseObject',
  'org.apache.commons.lang3.time.DateFormatUtils':
    'ISO_DATETIME_FORMAT ISO_DATETIME_TIME_ZONE_FORMAT ISO_DATE_FORMAT ISO_DATE_TIME_ZONE_FORMAT ISO_TIME_FORMAT ISO_TIME_NO_T_FORMAT ISO_TIME_NO_T_TIME_ZONE_FORMAT ISO_TIME_TIME_ZONE_FORMAT SMTP_DATETIME_FORMAT format(Calendar,String) format(Calendar,String,Locale) format(Calendar,String,TimeZone) format(Calendar,String,TimeZone,Locale) format(Date,String,Locale) format(Date,String,TimeZone) format(Date,String,TimeZone,Locale) format(long,String,Locale) format(long,String,TimeZone) format(long,String,TimeZone,Locale) formatUTC',
  'org.apache.commons.lang3.time.DateUtils':
    'MILLIS_PER_DAY MILLIS_PER_HOUR MILLIS_PER_MINUTE MILLIS_PER_SECOND RANGE_MONTH_MONDAY RANGE_MONTH_SUNDAY RANGE_WEEK_CENTER RANGE_WEEK_MONDAY RANGE_WEEK_RELATIVE RANGE_WEEK_SUNDAY SEMI_MONTH addDays addHours addMilliseconds addMinutes addMonths addSeconds addWeeks addYears ceiling getFragmentInDays getFragmentInHours getFragmentInMilliseconds getFragmentInMinutes getFragmentInSeconds isSameDay isSameInstant isSameLocalTime iterator parseDate(String,Locale,String[]) parseDateStrictly round setDays setHours setMilliseconds setMinutes setMonths setSeconds setYears toCalendar truncate truncatedCompareTo truncatedEquals',
  'org.apache.flink.streaming.api.windowing.windows.TimeWindow':
    'Serializer cover intersects mergeWindows',
  'org.apache.flink.streaming.api.windowing.windows.GlobalWindow':
    'Serializer',
  'java.util.concurrent.atomic.AtomicIntegerArray':
    'compareAndExchange compareAndExchangeAcquire compareAndExchangeRelease getAcquire getAndAccumulate getAndUpdate getOpaque getPlain lazySet setOpaque setPlain setRelease weakCompareAndSet weakCompareAndSetAcquire weakCompareAndSetPlain weakCompareAndSetRelease weakCompareAndSetVolatile',
  'java.util.concurrent.atomic.AtomicLongArray':
    'compareAndExchange compareAndExchangeAcquire compareAndExchangeRelease getAcquire getAndAccumulate getAndUpdate getOpaque getPlain lazySet setOpaque setPlain setRelease weakCompareAndSet weakCompareAndSetAcquire weakCompareAndSetPlain weakCompareAndSetRelease weakCompareAndSetVolatile',
  'java.util.concurrent.atomic.AtomicInteger':
    'compareAndExchange compareAndExchangeAcquire compareAndExchangeRelease getAcquire getOpaque getPlain setOpaque setPlain setRelease weakCompareAndSet weakCompareAndSetAcquire weakCompareAndSetPlain weakCompareAndSetRelease weakCompareAndSetVolatile',
  'java.util.concurrent.atomic.AtomicLong':
    'compareAndExchange compareAndExchangeAcquire compareAndExchangeRelease getAcquire getOpaque getPlain setOpaque setPlain setRelease weakCompareAndSet weakCompareAndSetAcquire weakCompareAndSetPlain weakCompareAndSetRelease weakCompareAndSetVolatile',
  'java.util.concurrent.atomic.AtomicBoolean':
    'compareAndExchange compareAndExchangeAcquire compareAndExchangeRelease getAcquire getOpaque getPlain lazySet setOpaque setPlain setRelease weakCompareAndSet weakCompareAndSetAcquire weakCompareAndSetPlain weakCompareAndSetRelease weakCompareAndSetVolatile',
  'java.util.concurrent.atomic.AtomicReference':
    'compareAndExchange compareAndExchangeAcquire compareAndExchangeRelease getAcquire getOpaque getPlain setOpaque setPlain setRelease weakCompareAndSet weakCompareAndSetAcquire weakCompareAndSetPlain weakCompareAndSetRelease weakCompareAndSetVolatile',
  'java.util.concurrent.ConcurrentHashMap':
    '<init>(int,float) <init>(int,float,int) KeySetView contains elements forEach(long,BiFunction,Consumer) forEachEntry forEachKey forEachValue keySet(Object) keys newKeySet(int) reduce reduceEntries reduceEntriesToDouble reduceEntriesToInt reduceEntriesToLong reduceKeys reduceKeysToDouble reduceKeysToInt reduceKeysToLong reduceToDouble reduceToInt reduceToLong reduceValuesToDouble reduceValuesToInt reduceValuesToLong searchEntries searchKeys searchValues',
  'java.util.concurrent.CopyOnWriteArrayList':
    '<init>(Object[]) addAllAbsent indexOf(Object,int) lastIndexOf(Object,int)',
  'java.util.concurrent.ThreadLocalRandom':
    'doubles(double,double) doubles(long,double,double) longs() longs(long,long) longs(long,long,long) next nextFloat(float) nextFloat(float,float)',
  'java.util.concurrent.ConcurrentSkipListMap':
    '<init>(SortedMap)',
  'java.util.concurrent.ConcurrentSkipListSet':
    '<init>(SortedSet)',
  'java.util.concurrent.TimeUnit':
    'convert(Duration) of timedJoin timedWait toChronoUnit',
  'java.util.concurrent.CompletionStage':
    'acceptEither acceptEitherAsync applyToEither applyToEitherAsync exceptionally exceptionallyAsync exceptionallyCompose exceptionallyComposeAsync handle handleAsync runAfterBoth runAfterBothAsync runAfterEither runAfterEitherAsync thenAccept thenAcceptAsync thenAcceptBoth thenAcceptBothAsync thenApply thenApplyAsync thenCombine thenCombineAsync thenCompose thenComposeAsync thenRun thenRunAsync whenComplete whenCompleteAsync',
  'java.util.concurrent.CompletableFuture':
    'AsynchronousCompletionTask acceptEither(CompletionStage,Consumer) acceptEitherAsync(CompletionStage,Consumer) acceptEitherAsync(CompletionStage,Consumer,Executor) applyToEither(CompletionStage,Function) applyToEitherAsync(CompletionStage,Function) applyToEitherAsync(CompletionStage,Function,Executor) completeAsync completedStage copy defaultExecutor delayedExecutor exceptionallyAsync exceptionallyCompose exceptionallyComposeAsync failedStage getNumberOfDependents minimalCompletionStage newIncompleteFuture obtrudeException obtrudeValue runAfterBoth(CompletionStage,Runnable) runAfterBothAsync(CompletionStage,Runnable) runAfterBothAsync(CompletionStage,Runnable,Executor) runAfterEither runAfterEitherAsync thenAcceptBoth(CompletionStage,BiConsumer) thenAcceptBothAsync(CompletionStage,BiConsumer) thenAcceptBothAsync(CompletionStage,BiConsumer,Executor) thenCombine(CompletionStage,BiFunction) thenCombineAsync(CompletionStage,BiFunction) thenCombineAsync(CompletionStage,BiFunction,Executor)',
  'java.util.concurrent.ExecutorService':
    'invokeAll(Collection,long,TimeUnit) invokeAny(Collection,long,TimeUnit)',
  'java.util.concurrent.AbstractExecutorService':
    'invokeAll(Collection,long,TimeUnit) invokeAny(Collection,long,TimeUnit) newTaskFor',
  'java.util.concurrent.FutureTask':
    'done runAndReset set setException',
  'java.util.concurrent.ThreadPoolExecutor':
    'afterExecute allowsCoreThreadTimeOut beforeExecute getKeepAliveTime getRejectedExecutionHandler getThreadFactory isTerminating prestartAllCoreThreads prestartCoreThread purge remove setKeepAliveTime setThreadFactory terminated',
  'java.util.concurrent.Executors':
    'callable newScheduledThreadPool(int,ThreadFactory) newSingleThreadScheduledExecutor(ThreadFactory) privilegedCallable privilegedCallableUsingCurrentClassLoader privilegedThreadFactory unconfigurableExecutorService unconfigurableScheduledExecutorService',
  'java.util.concurrent.ExecutorCompletionService':
    '<init>(Executor,BlockingQueue)',
  'java.util.Timer':
    '<init>(String,boolean) purge schedule(TimerTask,Date) schedule(TimerTask,Date,long) scheduleAtFixedRate(TimerTask,Date,long)',
  'java.util.TimerTask':
    'scheduledExecutionTime',
  'java.util.concurrent.ForkJoinTask':
    'adapt compareAndSetForkJoinTaskTag complete completeExceptionally exec getException getForkJoinTaskTag getPool getQueuedTaskCount getRawResult getSurplusQueuedTaskCount helpQuiesce inForkJoinPool isCompletedAbnormally isCompletedNormally peekNextLocalTask pollNextLocalTask pollSubmission pollTask quietlyComplete quietlyInvoke quietlyJoin reinitialize setForkJoinTaskTag setRawResult tryUnfork',
  'java.util.concurrent.RecursiveTask':
    'exec getRawResult setRawResult',
  'java.util.concurrent.RecursiveAction':
    'exec getRawResult setRawResult',
  'java.util.concurrent.ForkJoinPool':
    '<init>(int,ForkJoinWorkerThreadFactory,UncaughtExceptionHandler,boolean) <init>(int,ForkJoinWorkerThreadFactory,UncaughtExceptionHandler,boolean,int,int,int,Predicate,long,TimeUnit) ForkJoinWorkerThreadFactory ManagedBlocker awaitQuiescence defaultForkJoinWorkerThreadFactory drainTasksTo getActiveThreadCount getAsyncMode getFactory getQueuedSubmissionCount getQueuedTaskCount getRunningThreadCount getStealCount getUncaughtExceptionHandler hasQueuedSubmissions invokeAll(Collection,long,TimeUnit) invokeAny(Collection,long,TimeUnit) isQuiescent isTerminating managedBlock newTaskFor pollSubmission',
  'java.util.concurrent.ScheduledThreadPoolExecutor':
    '<init>(int,RejectedExecutionHandler) <init>(int,ThreadFactory) <init>(int,ThreadFactory,RejectedExecutionHandler) decorateTask getContinueExistingPeriodicTasksAfterShutdownPolicy getExecuteExistingDelayedTasksAfterShutdownPolicy getRemoveOnCancelPolicy setContinueExistingPeriodicTasksAfterShutdownPolicy setExecuteExistingDelayedTasksAfterShutdownPolicy setRemoveOnCancelPolicy',
  'java.util.concurrent.locks.Condition':
    'awaitUninterruptibly awaitUntil',
  'java.util.concurrent.locks.ReentrantLock':
    'getOwner getQueuedThreads getWaitQueueLength getWaitingThreads hasQueuedThread hasWaiters',
  'java.util.concurrent.locks.ReentrantReadWriteLock':
    'getOwner getQueueLength getQueuedReaderThreads getQueuedThreads getQueuedWriterThreads getReadHoldCount getWaitQueueLength getWaitingThreads getWriteHoldCount hasQueuedThread hasQueuedThreads hasWaiters isFair isWriteLockedByCurrentThread',
  'java.util.concurrent.locks.ReentrantReadWriteLock$ReadLock':
    '<init>(ReentrantReadWriteLock)',
  'java.util.concurrent.locks.ReentrantReadWriteLock$WriteLock':
    '<init>(ReentrantReadWriteLock) getHoldCount',
  'java.util.concurrent.Semaphore':
    'acquireUninterruptibly(int) getQueueLength getQueuedThreads hasQueuedThreads isFair reducePermits tryAcquire(int,long,TimeUnit)',
  'java.util.concurrent.CyclicBarrier':
    'await(long,TimeUnit)',
  'java.util.concurrent.BlockingDeque':
    'offerFirst(Object,long,TimeUnit) offerLast(Object,long,TimeUnit) pollFirst(long,TimeUnit) pollLast(long,TimeUnit) putFirst putLast takeFirst takeLast',
  'java.util.concurrent.LinkedBlockingDeque':
    '<init>(Collection) offerFirst(Object,long,TimeUnit) offerLast(Object,long,TimeUnit) pollFirst(long,TimeUnit) pollLast(long,TimeUnit) putFirst putLast takeFirst takeLast',
  'java.util.concurrent.ArrayBlockingQueue':
    '<init>(int,boolean,Collection)',
  'java.util.concurrent.DelayQueue':
    '<init>(Collection) add(Delayed) offer(Delayed)',
  'java.lang.Class':
    'arrayType asSubclass componentType describeConstable descriptorString desiredAssertionStatus forName(Module,String) forName(String,boolean,ClassLoader) getAnnotatedInterfaces getAnnotatedSuperclass getAnnotation getAnnotations getAnnotationsByType getClasses getComponentType getConstructor getConstructors getDeclaredAnnotation getDeclaredAnnotations getDeclaredAnnotationsByType getDeclaredClasses getDeclaredConstructor getDeclaredConstructors getDeclaredField getDeclaredFields getDeclaredMethod getDeclaredMethods getDeclaringClass getEnclosingClass getEnclosingConstructor getEnclosingMethod getField getFields getGenericInterfaces getGenericSuperclass getMethod getMethods getModifiers getModule getNestHost getNestMembers getPackage getPermittedSubclasses getProtectionDomain getRecordComponents getSigners getTypeParameters isAnnotation isAnnotationPresent isHidden isLocalClass isMemberClass isNestmateOf isSealed isSynthetic toGenericString',
  'java.lang.Throwable':
    '<init>(String,Throwable,boolean,boolean)',
  'java.lang.StackTraceElement':
    '<init>(String,String,String,String,String,String,int) <init>(String,String,String,int) getClassLoaderName getModuleName getModuleVersion isNativeMethod',
  'java.lang.Exception':
    '<init>(String,Throwable,boolean,boolean)',
  'java.lang.Error':
    '<init>(String,Throwable,boolean,boolean)',
  'java.lang.RuntimeException':
    '<init>(String,Throwable,boolean,boolean)',
  'java.lang.ClassNotFoundException':
    'getException',
  'java.lang.EnumConstantNotPresentException':
    '<init>(Class,String) constantName enumType',
  'java.lang.IndexOutOfBoundsException':
    '<init>(int) <init>(long)',
  'java.lang.ArrayIndexOutOfBoundsException':
    '<init>(int)',
  'java.lang.StringIndexOutOfBoundsException':
    '<init>(int)',
  'java.lang.AssertionError':
    '<init>(boolean) <init>(char) <init>(double) <init>(float) <init>(int) <init>(long)',
  'java.lang.ExceptionInInitializerError':
    'getException',
  'java.util.MissingResourceException':
    '<init>(String,String,String) getClassName getKey',
  'java.util.UnknownFormatConversionException':
    'getConversion',
  'java.util.MissingFormatArgumentException':
    'getFormatSpecifier',
  'java.util.IllegalFormatConversionException':
    '<init>(char,Class) getArgumentClass getConversion',
  'java.util.IllegalFormatPrecisionException':
    '<init>(int) getPrecision',
  'java.util.IllegalFormatCodePointException':
    '<init>(int) getCodePoint',
  'java.util.MissingFormatWidthException':
    'getFormatSpecifier',
  'java.util.DuplicateFormatFlagsException':
    'getFlags',
  'java.util.FormatFlagsConversionMismatchException':
    '<init>(String,char) getConversion getFlags',
  'java.util.regex.PatternSyntaxException':
    '<init>(String,String,int) getDescription getIndex getPattern',
  'java.io.UncheckedIOException':
    '<init>(IOException) <init>(String,IOException)',
  'java.io.InvalidClassException':
    '<init>(String,String) classname',
  'java.net.URISyntaxException':
    '<init>(String,String) <init>(String,String,int) getIndex getInput getReason',
  'java.time.format.DateTimeParseException':
    '<init>(String,CharSequence,int) <init>(String,CharSequence,int,Throwable) getErrorIndex getParsedString',
  'java.sql.SQLException':
    '<init>(String,String) <init>(String,String,Throwable) <init>(String,String,int) <init>(String,String,int,Throwable) getErrorCode getNextException getSQLState iterator setNextException',
  'java.sql.SQLTimeoutException':
    '<init>(String,String) <init>(String,String,Throwable) <init>(String,String,int) <init>(String,String,int,Throwable)',
  'java.nio.file.FileSystemException':
    '<init>(String,String,String) getFile getOtherFile getReason',
  'java.nio.file.NoSuchFileException':
    '<init>(String,String,String)',
  'java.nio.file.FileAlreadyExistsException':
    '<init>(String,String,String)',
  'java.nio.file.AccessDeniedException':
    '<init>(String,String,String)',
  'java.nio.file.InvalidPathException':
    '<init>(String,String) <init>(String,String,int) getIndex getInput getReason',
  'java.lang.reflect.InvocationTargetException':
    '<init>(Throwable,String) getTargetException',
  'java.lang.System':
    'Logger LoggerFinder clearProperty console getLogger getSecurityManager inheritedChannel load loadLibrary mapLibraryName runFinalization setErr setIn setOut setProperties setSecurityManager',
  'java.lang.Runtime':
    'Version exec exit halt load loadLibrary removeShutdownHook runFinalization version',
  'java.lang.reflect.ParameterizedType':
    'getOwnerType',
  'java.lang.reflect.Method':
    'getAnnotatedReturnType getAnnotation getDeclaredAnnotations getDeclaringClass getDefaultValue getExceptionTypes getGenericExceptionTypes getGenericParameterTypes getGenericReturnType getModifiers getParameterAnnotations getParameterCount getParameterTypes getReturnType getTypeParameters invoke isBridge isDefault isSynthetic isVarArgs setAccessible toGenericString',
  'java.lang.reflect.Field':
    'get getAnnotatedType getAnnotation getAnnotationsByType getBoolean getByte getChar getDeclaredAnnotations getDeclaringClass getDouble getFloat getGenericType getInt getLong getModifiers getShort getType isEnumConstant isSynthetic set setAccessible setBoolean setByte setChar setDouble setFloat setInt setLong setShort toGenericString',
  'java.lang.reflect.Constructor':
    'getAnnotatedReceiverType getAnnotatedReturnType getAnnotation getDeclaredAnnotations getDeclaringClass getExceptionTypes getGenericExceptionTypes getGenericParameterTypes getModifiers getName getParameterAnnotations getParameterCount getParameterTypes getTypeParameters isSynthetic isVarArgs newInstance setAccessible toGenericString',
  'java.lang.reflect.Array':
    'get getBoolean getByte getChar getDouble getFloat getInt getLength getLong getShort newInstance set setBoolean setByte setChar setDouble setFloat setInt setLong setShort',
  'java.lang.reflect.Proxy':
    '<init>(InvocationHandler) getInvocationHandler getProxyClass h isProxyClass newProxyInstance',
  'java.net.Socket':
    '<init>() <init>(InetAddress,int) <init>(InetAddress,int,InetAddress,int) <init>(InetAddress,int,boolean) <init>(Proxy) <init>(SocketImpl) <init>(String,int,InetAddress,int) <init>(String,int,boolean) bind connect getChannel getInetAddress getInputStream getKeepAlive getLocalAddress getLocalPort getLocalSocketAddress getOOBInline getOption getOutputStream getPort getReceiveBufferSize getRemoteSocketAddress getReuseAddress getSendBufferSize getSoLinger getSoTimeout getTcpNoDelay getTrafficClass isBound isClosed isConnected isInputShutdown isOutputShutdown sendUrgentData setKeepAlive setOOBInline setOption setPerformancePreferences setReceiveBufferSize setReuseAddress setSendBufferSize setSoLinger setSoTimeout setSocketImplFactory setTcpNoDelay setTrafficClass shutdownInput shutdownOutput supportedOptions',
  'java.net.ServerSocket':
    '<init>() <init>(SocketImpl) <init>(int,int) <init>(int,int,InetAddress) accept bind getChannel getInetAddress getLocalPort getLocalSocketAddress getOption getReceiveBufferSize getReuseAddress getSoTimeout implAccept isBound isClosed setOption setPerformancePreferences setReceiveBufferSize setReuseAddress setSoTimeout setSocketFactory supportedOptions',
  'java.net.InetAddress':
    'getAddress getAllByName getByAddress isAnyLocalAddress isLinkLocalAddress isMCGlobal isMCLinkLocal isMCNodeLocal isMCOrgLocal isMCSiteLocal isMulticastAddress isReachable isSiteLocalAddress',
  'java.lang.Thread':
    '<init>(ThreadGroup,Runnable) <init>(ThreadGroup,Runnable,String) <init>(ThreadGroup,Runnable,String,long) <init>(ThreadGroup,Runnable,String,long,boolean) <init>(ThreadGroup,String) activeCount checkAccess countStackFrames dumpStack enumerate getAllStackTraces getDefaultUncaughtExceptionHandler getThreadGroup getUncaughtExceptionHandler holdsLock join(long,int) resume setContextClassLoader stop suspend',
  'java.lang.ClassLoader':
    '<init>(ClassLoader) <init>(String,ClassLoader) clearAssertionStatus defineClass definePackage findClass findLibrary findLoadedClass findResource findResources findSystemClass getClassLoadingLock getDefinedPackage getDefinedPackages getName getPackage getPackages getParent getPlatformClassLoader getResources getSystemResources getUnnamedModule isRegisteredAsParallelCapable loadClass(String,boolean) registerAsParallelCapable resolveClass resources setClassAssertionStatus setDefaultAssertionStatus setPackageAssertionStatus setSigners',
  'java.util.Spliterator':
    'OfDouble OfInt OfLong OfPrimitive getComparator',
  'java.util.Spliterators':
    'AbstractDoubleSpliterator AbstractIntSpliterator AbstractLongSpliterator AbstractSpliterator emptyDoubleSpliterator emptyIntSpliterator emptyLongSpliterator emptySpliterator iterator spliterator(Object[],int) spliterator(Object[],int,int,int) spliterator(OfDouble,long,int) spliterator(OfInt,long,int) spliterator(OfLong,long,int) spliterator(double[],int) spliterator(double[],int,int,int) spliterator(int[],int) spliterator(int[],int,int,int) spliterator(long[],int) spliterator(long[],int,int,int) spliteratorUnknownSize(OfDouble,int) spliteratorUnknownSize(OfInt,int) spliteratorUnknownSize(OfLong,int)',
  'java.util.stream.StreamSupport':
    'doubleStream intStream longStream stream(Supplier,int,boolean)',
  'java.lang.Object':
    'wait(long,int)',
  'java.lang.CharSequence':
    'codePoints compare',
  'java.lang.Appendable':
    'append',
  'java.lang.Readable':
    'read',
  'java.lang.String':
    '<init>(byte[],int) <init>(byte[],int,int,String) <init>(byte[],int,int,int) <init>(int[],int,int) codePointBefore contentEquals(StringBuffer) copyValueOf(char[],int,int) describeConstable getBytes(int,int,byte[],int) offsetByCodePoints resolveConstantDesc translateEscapes',
  'java.lang.AbstractStringBuilder':
    'append appendCodePoint codePointAt codePointBefore codePointCount codePoints delete deleteCharAt getChars insert lastIndexOf(String,int) offsetByCodePoints replace reverse',
  'java.lang.StringBuilder':
    'append(StringBuffer) insert(int,CharSequence,int,int) insert(int,char[],int,int) lastIndexOf(String,int)',
  'java.lang.StringBuffer':
    'append(StringBuffer) codePointAt codePointBefore codePointCount getChars insert(int,CharSequence,int,int) insert(int,char[],int,int) lastIndexOf(String,int) offsetByCodePoints',
  'java.lang.Integer':
    'describeConstable getInteger(String,Integer) parseInt(CharSequence,int,int,int) parseUnsignedInt(CharSequence,int,int,int) parseUnsignedInt(String,int) resolveConstantDesc toUnsignedString(int,int)',
  'java.lang.Long':
    'describeConstable divideUnsigned getLong parseLong(CharSequence,int,int,int) parseUnsignedLong remainderUnsigned resolveConstantDesc reverseBytes toUnsignedString(long,int)',
  'java.lang.Short':
    '<init>(String) TYPE compareUnsigned decode describeConstable reverseBytes toUnsignedLong valueOf(String,int)',
  'java.lang.Byte':
    '<init>(String) TYPE compareUnsigned decode describeConstable toUnsignedLong valueOf(String,int)',
  'java.lang.Double':
    'MAX_EXPONENT MIN_EXPONENT TYPE describeConstable resolveConstantDesc',
  'java.lang.Float':
    'MAX_EXPONENT MIN_EXPONENT TYPE describeConstable resolveConstantDesc',
  'java.lang.Boolean':
    'TYPE describeConstable getBoolean',
  'java.lang.Character':
    'BYTES COMBINING_SPACING_MARK CONNECTOR_PUNCTUATION CONTROL CURRENCY_SYMBOL DASH_PUNCTUATION DECIMAL_DIGIT_NUMBER DIRECTIONALITY_ARABIC_NUMBER DIRECTIONALITY_BOUNDARY_NEUTRAL DIRECTIONALITY_COMMON_NUMBER_SEPARATOR DIRECTIONALITY_EUROPEAN_NUMBER DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR DIRECTIONALITY_FIRST_STRONG_ISOLATE DIRECTIONALITY_LEFT_TO_RIGHT DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE DIRECTIONALITY_NONSPACING_MARK DIRECTIONALITY_OTHER_NEUTRALS DIRECTIONALITY_PARAGRAPH_SEPARATOR DIRECTIONALITY_POP_DIRECTIONAL_FORMAT DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE DIRECTIONALITY_RIGHT_TO_LEFT DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE DIRECTIONALITY_SEGMENT_SEPARATOR DIRECTIONALITY_UNDEFINED DIRECTIONALITY_WHITESPACE ENCLOSING_MARK END_PUNCTUATION FINAL_QUOTE_PUNCTUATION FORMAT INITIAL_QUOTE_PUNCTUATION LETTER_NUMBER LINE_SEPARATOR LOWERCASE_LETTER MATH_SYMBOL MAX_CODE_POINT MAX_HIGH_SURROGATE MAX_LOW_SURROGATE MAX_SURROGATE MIN_CODE_POINT MIN_HIGH_SURROGATE MIN_LOW_SURROGATE MIN_SUPPLEMENTARY_CODE_POINT MIN_SURROGATE MODIFIER_LETTER MODIFIER_SYMBOL NON_SPACING_MARK OTHER_LETTER OTHER_NUMBER OTHER_PUNCTUATION OTHER_SYMBOL PARAGRAPH_SEPARATOR PRIVATE_USE SIZE SPACE_SEPARATOR START_PUNCTUATION SURROGATE Subset TITLECASE_LETTER TYPE UNASSIGNED UPPERCASE_LETTER UnicodeBlock UnicodeScript codePointAt codePointBefore codePointCount codePointOf describeConstable digit(int,int) getDirectionality getName getNumericValue(int) getType highSurrogate isBmpCodePoint isDefined isHighSurrogate isISOControl isIdentifierIgnorable isIdeographic isJavaIdentifierPart isJavaIdentifierStart isJavaLetter isJavaLetterOrDigit isLowSurrogate isMirrored isSpace isSpaceChar(int) isSupplementaryCodePoint isSurrogate isSurrogatePair isTitleCase isUnicodeIdentifierPart isUnicodeIdentifierStart isValidCodePoint lowSurrogate offsetByCodePoints reverseBytes toChars(int,char[],int) toCodePoint toTitleCase',
  'java.lang.Void':
    'TYPE',
  'java.lang.Math':
    'copySign(float,float) fma(float,float,float) getExponent(float) nextAfter scalb(float,int) ulp(float)',
  'java.lang.StrictMath':
    'copySign(float,float) fma(float,float,float) getExponent(float) nextAfter scalb(float,int) ulp(float)',
  'java.lang.Enum':
    'EnumDesc describeConstable',
  'java.math.BigInteger':
    '<init>(byte[]) <init>(byte[],int,int) <init>(int,Random) <init>(int,byte[]) <init>(int,byte[],int,int) <init>(int,int,Random) byteValueExact probablePrime shortValueExact sqrtAndRemainder',
  'java.math.MathContext':
    '<init>(String)',
  'java.math.RoundingMode':
    'valueOf(int)',
  'java.math.BigDecimal':
    '<init>(BigInteger,MathContext) <init>(BigInteger,int,MathContext) <init>(char[]) <init>(char[],MathContext) <init>(char[],int,int) <init>(char[],int,int,MathContext) <init>(double,MathContext) <init>(int,MathContext) <init>(long,MathContext) abs(MathContext) byteValueExact divide(BigDecimal,int) divideAndRemainder(BigDecimal,MathContext) divideToIntegralValue(BigDecimal,MathContext) negate(MathContext) plus(MathContext) pow(int,MathContext) remainder(BigDecimal,MathContext) shortValueExact toBigIntegerExact',
  'java.nio.charset.Charset':
    '<init>(String,String[]) aliases availableCharsets canEncode compareTo contains decode displayName encode isRegistered isSupported newDecoder newEncoder',
  'java.nio.charset.StandardCharsets':
    'UTF_16BE UTF_16LE',
  'java.nio.file.Path':
    'getFileSystem register resolveSibling(Path) subpath',
  'java.nio.file.Files':
    'copy(InputStream,Path,CopyOption[]) copy(Path,OutputStream) createLink createSymbolicLink createTempDirectory(Path,String,FileAttribute[]) createTempFile(Path,String,String,FileAttribute[]) find getAttribute getFileAttributeView getFileStore getLastModifiedTime getOwner getPosixFilePermissions isExecutable isHidden isSameFile isSymbolicLink mismatch newByteChannel newDirectoryStream probeContentType readAttributes readSymbolicLink setAttribute setLastModifiedTime setOwner setPosixFilePermissions walkFileTree',
  'java.nio.file.attribute.FileAttribute':
    'name value',
  'java.util.Scanner':
    '<init>(File,Charset) <init>(File,String) <init>(InputStream,Charset) <init>(Path,Charset) <init>(Path,String) <init>(Readable) <init>(ReadableByteChannel) <init>(ReadableByteChannel,Charset) <init>(ReadableByteChannel,String) delimiter findAll findInLine findWithinHorizon hasNext(Pattern) hasNext(String) hasNextBigDecimal hasNextBigInteger hasNextByte hasNextFloat hasNextInt(int) hasNextLong(int) hasNextShort ioException locale match next(Pattern) next(String) nextBigDecimal nextBigInteger nextByte nextFloat nextInt(int) nextLong(int) nextShort radix reset skip tokens useDelimiter(Pattern) useLocale useRadix',
  'java.time.format.TextStyle':
    'asNormal asStandalone isStandalone',
  'java.time.format.DateTimeFormatter':
    'ISO_OFFSET_DATE ISO_OFFSET_TIME ISO_ORDINAL_DATE ISO_WEEK_DATE format(TemporalAccessor) formatTo getChronology getDecimalStyle getLocale getResolverFields getResolverStyle getZone localizedBy ofLocalizedDate ofLocalizedDateTime ofLocalizedTime parse parseBest parseUnresolved parsedExcessDays parsedLeapSecond toFormat withChronology withDecimalStyle withResolverFields withResolverStyle',
  'java.time.temporal.UnsupportedTemporalTypeException':
    '<init>(String,Throwable)',
  'java.time.temporal.TemporalAmount':
    'addTo get getUnits subtractFrom',
  'java.time.temporal.TemporalUnit':
    'addTo between getDuration isDateBased isDurationEstimated isSupportedBy isTimeBased',
  'java.time.temporal.Temporal':
    'isSupported minus(TemporalAmount) plus(TemporalAmount) with',
  'java.time.temporal.ChronoUnit':
    'ERAS FOREVER MILLENNIA addTo isDurationEstimated isSupportedBy',
  'java.time.Duration':
    'addTo between(Temporal,Temporal) from get getUnits subtractFrom withNanos withSeconds',
  'java.time.Instant':
    'adjustInto atOffset from get getLong isSupported minus(TemporalAmount) minusNanos now(Clock) plus(TemporalAmount) plusNanos query range with',
  'java.sql.Timestamp':
    '<init>(int,int,int,int,int,int,int) after(Timestamp) before(Timestamp) compareTo(Timestamp) equals(Timestamp) getNanos setNanos valueOf(LocalDateTime)',
  'java.sql.Time':
    '<init>(int,int,int) setDate setMonth setYear toLocalTime valueOf',
  'java.sql.Date':
    '<init>(int,int,int) setHours setMinutes setSeconds toLocalDate valueOf(LocalDate)',
  'java.sql.DriverManager':
    'deregisterDriver drivers getConnection(String,Properties) getDriver getDrivers getLogStream getLogWriter getLoginTimeout println registerDriver setLogStream setLogWriter setLoginTimeout',
  'java.sql.Connection':
    'TRANSACTION_NONE TRANSACTION_READ_COMMITTED TRANSACTION_READ_UNCOMMITTED TRANSACTION_REPEATABLE_READ TRANSACTION_SERIALIZABLE abort beginRequest clearWarnings createArrayOf createBlob createClob createNClob createSQLXML createStatement(int,int) createStatement(int,int,int) createStruct endRequest getAutoCommit getCatalog getClientInfo getHoldability getMetaData getNetworkTimeout getSchema getTransactionIsolation getTypeMap getWarnings isClosed isReadOnly isValid nativeSQL prepareCall prepareStatement(String,String[]) prepareStatement(String,int) prepareStatement(String,int,int) prepareStatement(String,int,int,int) prepareStatement(String,int[]) releaseSavepoint rollback setCatalog setClientInfo setHoldability setNetworkTimeout setReadOnly setSavepoint setSchema setShardingKey setShardingKeyIfValid setTransactionIsolation setTypeMap',
  'java.sql.Statement':
    'CLOSE_ALL_RESULTS CLOSE_CURRENT_RESULT EXECUTE_FAILED KEEP_CURRENT_RESULT NO_GENERATED_KEYS RETURN_GENERATED_KEYS SUCCESS_NO_INFO addBatch cancel clearBatch clearWarnings closeOnCompletion enquoteIdentifier enquoteLiteral enquoteNCharLiteral execute(String,String[]) execute(String,int) execute(String,int[]) executeBatch executeLargeBatch executeLargeUpdate executeUpdate(String,String[]) executeUpdate(String,int) executeUpdate(String,int[]) getConnection getFetchDirection getFetchSize getGeneratedKeys getLargeMaxRows getLargeUpdateCount getMaxFieldSize getMaxRows getMoreResults getQueryTimeout getResultSet getResultSetConcurrency getResultSetHoldability getResultSetType getUpdateCount getWarnings isCloseOnCompletion isClosed isPoolable isSimpleIdentifier setCursorName setEscapeProcessing setFetchDirection setFetchSize setLargeMaxRows setMaxFieldSize setMaxRows setPoolable setQueryTimeout',
  'java.sql.PreparedStatement':
    'addBatch clearParameters executeLargeUpdate getMetaData getParameterMetaData setArray setAsciiStream setBigDecimal setBinaryStream setBlob setBoolean setByte setBytes setCharacterStream setClob setDate setFloat setNCharacterStream setNClob setNString setNull setObject(int,Object,SQLType) setObject(int,Object,SQLType,int) setObject(int,Object,int) setObject(int,Object,int,int) setRef setRowId setSQLXML setShort setTime setTimestamp(int,Timestamp,Calendar) setURL setUnicodeStream',
  'java.sql.ResultSet':
    'CLOSE_CURSORS_AT_COMMIT CONCUR_READ_ONLY CONCUR_UPDATABLE FETCH_FORWARD FETCH_REVERSE FETCH_UNKNOWN HOLD_CURSORS_OVER_COMMIT TYPE_FORWARD_ONLY TYPE_SCROLL_INSENSITIVE TYPE_SCROLL_SENSITIVE absolute afterLast beforeFirst cancelRowUpdates clearWarnings deleteRow findColumn first getArray getAsciiStream getBigDecimal getBinaryStream getBlob getBoolean getByte getBytes getCharacterStream getClob getConcurrency getCursorName getDate getDouble(int) getFetchDirection getFetchSize getFloat getHoldability getLong(int) getMetaData getNCharacterStream getNClob getNString getObject getRef getRow getRowId getSQLXML getShort getStatement getTime getTimestamp getType getURL getUnicodeStream getWarnings insertRow isAfterLast isBeforeFirst isClosed isFirst isLast last moveToCurrentRow moveToInsertRow previous refreshRow relative rowDeleted rowInserted rowUpdated setFetchDirection setFetchSize updateArray updateAsciiStream updateBigDecimal updateBinaryStream updateBlob updateBoolean updateByte updateBytes updateCharacterStream updateClob updateDate updateDouble updateFloat updateInt updateLong updateNCharacterStream updateNClob updateNString updateNull updateObject updateRef updateRow updateRowId updateSQLXML updateShort updateString updateTime updateTimestamp wasNull',
  'java.text.NumberFormat':
    'FRACTION_FIELD Field INTEGER_FIELD Style format(Object,StringBuffer,FieldPosition) format(double,StringBuffer,FieldPosition) format(long,StringBuffer,FieldPosition) getAvailableLocales getCompactNumberInstance getCurrency getMaximumFractionDigits getMaximumIntegerDigits getMinimumFractionDigits getMinimumIntegerDigits getRoundingMode isParseIntegerOnly parse(String,ParsePosition) parseObject setCurrency setParseIntegerOnly',
  'java.text.DecimalFormat':
    '<init>(String,DecimalFormatSymbols) applyLocalizedPattern format(Object,StringBuffer,FieldPosition) format(double,StringBuffer,FieldPosition) format(long,StringBuffer,FieldPosition) formatToCharacterIterator getCurrency getDecimalFormatSymbols getGroupingSize getMaximumFractionDigits getMaximumIntegerDigits getMinimumFractionDigits getMinimumIntegerDigits getMultiplier getNegativePrefix getNegativeSuffix getPositivePrefix getPositiveSuffix getRoundingMode isDecimalSeparatorAlwaysShown isParseBigDecimal parse(String,ParsePosition) setCurrency setDecimalFormatSymbols setDecimalSeparatorAlwaysShown setGroupingSize setMultiplier setNegativePrefix setNegativeSuffix setParseBigDecimal setPositivePrefix setPositiveSuffix toLocalizedPattern',
  'java.text.MessageFormat':
    '<init>(String,Locale) Field applyPattern format(Object,StringBuffer,FieldPosition) format(Object[],StringBuffer,FieldPosition) formatToCharacterIterator getFormats getFormatsByArgumentIndex getLocale parse parseObject setFormat setFormatByArgumentIndex setFormats setFormatsByArgumentIndex setLocale',
  'java.time.DayOfWeek':
    'adjustInto from get getLong isSupported query range',
  'java.time.Month':
    'adjustInto firstDayOfYear firstMonthOfQuarter from get getLong isSupported query range',
  'java.time.Period':
    'addTo from get getChronology getUnits minus minusMonths minusYears plus subtractFrom',
  'java.time.YearMonth':
    'adjustInto format from(TemporalAccessor) get getLong isSupported isValidDay minus now(Clock) now(ZoneId) parse(CharSequence,DateTimeFormatter) plus query range until with withMonth withYear',
  'java.time.Year':
    'MAX_VALUE MIN_VALUE adjustInto atMonth(Month) atMonthDay format from get getLong isSupported isValidMonthDay minus now(Clock) now(ZoneId) parse(CharSequence,DateTimeFormatter) plus query range until with',
  'java.time.temporal.TemporalField':
    'adjustInto getBaseUnit getDisplayName getFrom getRangeUnit isDateBased isSupportedBy isTimeBased range rangeRefinedBy resolve',
  'java.time.temporal.TemporalAccessor':
    'get getLong isSupported query range',
  'java.time.temporal.ChronoField':
    'ALIGNED_DAY_OF_WEEK_IN_MONTH ALIGNED_DAY_OF_WEEK_IN_YEAR ALIGNED_WEEK_OF_MONTH ALIGNED_WEEK_OF_YEAR CLOCK_HOUR_OF_AMPM CLOCK_HOUR_OF_DAY ERA HOUR_OF_AMPM INSTANT_SECONDS MICRO_OF_DAY MICRO_OF_SECOND MILLI_OF_DAY NANO_OF_DAY OFFSET_SECONDS PROLEPTIC_MONTH YEAR_OF_ERA adjustInto checkValidIntValue checkValidValue getBaseUnit getDisplayName getFrom getRangeUnit isDateBased isSupportedBy isTimeBased range rangeRefinedBy',
  'java.time.temporal.TemporalAdjusters':
    'ofDateAdjuster',
  'java.time.ZoneId':
    'SHORT_IDS from getAvailableZoneIds getDisplayName getRules normalized of(String,Map) ofOffset',
  'java.time.ZoneOffset':
    'MAX MIN adjustInto compareTo from get getLong getRules isSupported ofHoursMinutes ofHoursMinutesSeconds ofTotalSeconds query range',
  'java.time.LocalDate':
    'adjustInto atTime(OffsetTime) atTime(int,int,int,int) datesUntil(LocalDate,Period) from getChronology getEra isSupported now(Clock) ofInstant query range toEpochSecond',
  'java.time.LocalTime':
    'adjustInto atOffset from isSupported now(Clock) ofInstant query range toEpochSecond',
  'java.time.LocalDateTime':
    'MAX MIN adjustInto from isSupported now(Clock) of(int,Month,int,int,int,int,int) query range',
  'java.time.ZonedDateTime':
    'from isSupported now(Clock) ofInstant(LocalDateTime,ZoneOffset,ZoneId) ofLocal ofStrict query range withEarlierOffsetAtOverlap withFixedOffsetZone withLaterOffsetAtOverlap',
  'java.time.OffsetDateTime':
    'MAX MIN adjustInto atZoneSameInstant atZoneSimilarLocal from isAfter(OffsetDateTime) isBefore(OffsetDateTime) isEqual(OffsetDateTime) isSupported now(Clock) of(LocalDate,LocalTime,ZoneOffset) of(int,int,int,int,int,int,int,ZoneOffset) query range timeLineOrder toOffsetTime toZonedDateTime withOffsetSameInstant withOffsetSameLocal',
  'java.time.chrono.ChronoLocalDate':
    'adjustInto atTime format from getChronology getEra isAfter isBefore isEqual isLeapYear isSupported lengthOfMonth lengthOfYear minus plus query timeLineOrder toEpochDay until with',
  'java.time.chrono.ChronoLocalDateTime':
    'adjustInto atZone format from getChronology isAfter isBefore isEqual isSupported minus plus query timeLineOrder toEpochSecond toInstant toLocalDate toLocalTime with',
  'java.util.BitSet':
    'get(int,int) previousClearBit toByteArray toLongArray valueOf',
  'java.util.stream.Collectors':
    'groupingByConcurrent(Function,Supplier,Collector) toConcurrentMap(Function,Function,BinaryOperator) toConcurrentMap(Function,Function,BinaryOperator,Supplier) toUnmodifiableMap(Function,Function,BinaryOperator)',
  'java.util.function.IntUnaryOperator':
    'identity',
  'java.util.function.LongUnaryOperator':
    'identity',
  'java.util.function.DoubleUnaryOperator':
    'identity',
  'java.util.Collections':
    'asLifoQueue checkedCollection checkedList checkedMap checkedNavigableMap checkedNavigableSet checkedQueue checkedSet checkedSortedMap checkedSortedSet emptyEnumeration emptyListIterator emptyNavigableMap emptyNavigableSet emptySortedMap emptySortedSet synchronizedNavigableMap synchronizedNavigableSet synchronizedSortedMap synchronizedSortedSet unmodifiableNavigableMap unmodifiableNavigableSet unmodifiableSortedSet',
  'java.util.Objects':
    'checkFromIndexSize checkFromToIndex checkIndex(long,long)',
  'java.util.Random':
    'doubles(double,double) doubles(long,double,double) longs() longs(long,long) longs(long,long,long) next',
  'java.util.regex.Pattern':
    'CANON_EQ UNICODE_CHARACTER_CLASS UNIX_LINES',
  'java.util.regex.MatchResult':
    'end(int) start(int)',
  'java.util.regex.Matcher':
    'hasAnchoringBounds hasTransparentBounds region regionEnd regionStart requireEnd useAnchoringBounds usePattern useTransparentBounds',
  'java.util.SplittableRandom':
    'doubles() doubles(double,double) doubles(long,double,double) ints() ints(int,int) longs nextBytes split(SplittableGenerator) splits',
  'java.util.PrimitiveIterator':
    'forEachRemaining(Object)',
  'java.util.PrimitiveIterator$OfInt':
    'forEachRemaining(IntConsumer)',
  'java.util.PrimitiveIterator$OfLong':
    'forEachRemaining(LongConsumer)',
  'java.util.PrimitiveIterator$OfDouble':
    'forEachRemaining(DoubleConsumer)',
  'java.util.stream.BaseStream':
    'spliterator',
  'java.util.stream.Stream':
    'mapMultiToDouble mapMultiToInt mapMultiToLong',
  'java.util.stream.IntStream':
    'IntMapMultiConsumer mapMulti spliterator',
  'java.util.stream.LongStream':
    'LongMapMultiConsumer mapMulti spliterator',
  'java.util.stream.DoubleStream':
    'DoubleMapMultiConsumer mapMulti spliterator',
  'java.util.UUID':
    'clockSequence node timestamp',
  'java.util.Properties':
    '<init>(Properties) <init>(int) defaults list loadFromXML propertyNames rehash save storeToXML',
  'java.util.StringTokenizer':
    'nextToken(String)',
  'java.util.Locale':
    '<init>(String,String,String) Builder CANADA_FRENCH Category FilteringMode ITALIAN IsoCountryCode JAPANESE KOREAN LanguageRange PRC PRIVATE_USE_EXTENSION TAIWAN TRADITIONAL_CHINESE UNICODE_LOCALE_EXTENSION filter filterTags getAvailableLocales getDefault(Category) getDisplayCountry getDisplayLanguage getDisplayName getDisplayScript getDisplayVariant getExtension getExtensionKeys getISO3Country getISO3Language getISOCountries getISOLanguages getScript getUnicodeLocaleAttributes getUnicodeLocaleKeys getUnicodeLocaleType getVariant hasExtensions lookup lookupTag setDefault(Category,Locale) stripExtensions',
  'java.util.Base64':
    'getMimeDecoder getMimeEncoder getUrlDecoder getUrlEncoder',
  'java.util.Base64$Encoder':
    'encode(ByteBuffer) encode(byte[],byte[]) withoutPadding wrap',
  'java.util.Base64$Decoder':
    'decode(ByteBuffer) decode(byte[]) decode(byte[],byte[]) wrap',
  'java.util.Enumeration':
    'asIterator',
  'java.util.AbstractList':
    'modCount removeRange',
  'java.util.ArrayList':
    'removeRange',
  'java.util.Vector':
    '<init>(int,int) capacityIncrement elementCount elementData indexOf(Object,int) lastIndexOf(Object,int) removeRange',
  'java.util.PriorityQueue':
    '<init>(PriorityQueue) <init>(SortedSet)',
  'java.util.TreeSet':
    '<init>(SortedSet)',
  'java.util.Map$Entry':
    'copyOf',
  'java.util.AbstractMap$SimpleEntry':
    '<init>(Entry)',
  'java.util.AbstractMap$SimpleImmutableEntry':
    '<init>(Entry)',
  'java.util.Dictionary':
    'elements get isEmpty keys put remove size',
  'java.util.Hashtable':
    '<init>(int,float) rehash',
  'java.util.IdentityHashMap':
    '<init>(int)',
  'java.util.WeakHashMap':
    '<init>(Map) <init>(int) <init>(int,float)',
  'java.util.EnumMap':
    '<init>(EnumMap) <init>(Map) put(Enum,Object)',
  'java.util.EnumSet':
    'copyOf(EnumSet) of(Enum) of(Enum,Enum) of(Enum,Enum,Enum) of(Enum,Enum,Enum,Enum) of(Enum,Enum,Enum,Enum,Enum)',
  'java.util.TreeMap':
    '<init>(SortedMap)',
  'java.util.Arrays':
    'binarySearch(Object[],int,int,Object) binarySearch(Object[],int,int,Object,Comparator) compare(Comparable[],int,int,Comparable[],int,int) compare(Object[],Object[],Comparator) compare(Object[],int,int,Object[],int,int,Comparator) compare(boolean[],boolean[]) compare(boolean[],int,int,boolean[],int,int) compare(byte[],int,int,byte[],int,int) compare(char[],int,int,char[],int,int) compare(double[],int,int,double[],int,int) compare(float[],int,int,float[],int,int) compare(int[],int,int,int[],int,int) compare(long[],int,int,long[],int,int) compare(short[],int,int,short[],int,int) compareUnsigned copyOf(Object[],int,Class) copyOfRange(Object[],int,int,Class) equals(Object[],Object[],Comparator) equals(Object[],int,int,Object[],int,int) equals(Object[],int,int,Object[],int,int,Comparator) equals(boolean[],int,int,boolean[],int,int) equals(byte[],int,int,byte[],int,int) equals(char[],int,int,char[],int,int) equals(double[],int,int,double[],int,int) equals(float[],int,int,float[],int,int) equals(int[],int,int,int[],int,int) equals(long[],int,int,long[],int,int) equals(short[],int,int,short[],int,int) mismatch(Object[],Object[]) mismatch(Object[],Object[],Comparator) mismatch(Object[],int,int,Object[],int,int) mismatch(Object[],int,int,Object[],int,int,Comparator) mismatch(boolean[],int,int,boolean[],int,int) mismatch(byte[],int,int,byte[],int,int) mismatch(char[],int,int,char[],int,int) mismatch(double[],int,int,double[],int,int) mismatch(float[],int,int,float[],int,int) mismatch(int[],int,int,int[],int,int) mismatch(long[],int,int,long[],int,int) mismatch(short[],int,int,short[],int,int) parallelPrefix(Object[],BinaryOperator) parallelPrefix(Object[],int,int,BinaryOperator) parallelPrefix(double[],int,int,DoubleBinaryOperator) parallelPrefix(int[],int,int,IntBinaryOperator) parallelPrefix(long[],int,int,LongBinaryOperator) parallelSetAll parallelSort(Comparable[],int,int) parallelSort(Object[],Comparator) parallelSort(Object[],int,int,Comparator) parallelSort(byte[],int,int) parallelSort(char[],int,int) parallelSort(double[],int,int) parallelSort(float[],int,int) parallelSort(int[],int,int) parallelSort(long[],int,int) parallelSort(short[],int,int) spliterator',
  'java.util.IntSummaryStatistics':
    '<init>(long,int,int,long)',
  'java.util.LongSummaryStatistics':
    '<init>(long,long,long,long) accept(int)',
  'java.util.DoubleSummaryStatistics':
    '<init>(long,double,double,double)',
};

/** Classes of the JDK by package. */
const JDK_CLASSES: Readonly<Record<string, string>> = {
  'java.awt':
    'AWTError AWTEvent AWTEventMulticaster AWTException AWTKeyStroke AWTPermission ActiveEvent Adjustable AlphaComposite BasicStroke BorderLayout BufferCapabilities Button Canvas CardLayout Checkbox CheckboxGroup CheckboxMenuItem Choice Color Component ComponentOrientation Composite CompositeContext Container ContainerOrderFocusTraversalPolicy Cursor DefaultFocusTraversalPolicy DefaultKeyboardFocusManager Desktop Dialog Dimension DisplayMode Event EventQueue FileDialog FlowLayout FocusTraversalPolicy Font FontFormatException FontMetrics Frame GradientPaint Graphics Graphics2D GraphicsConfigTemplate GraphicsConfiguration GraphicsDevice GraphicsEnvironment GridBagConstraints GridBagLayout GridBagLayoutInfo GridLayout HeadlessException IllegalComponentStateException Image ImageCapabilities Insets ItemSelectable JobAttributes KeyEventDispatcher KeyEventPostProcessor KeyboardFocusManager Label LayoutManager LayoutManager2 LinearGradientPaint List MediaTracker Menu MenuBar MenuComponent MenuContainer MenuItem MenuShortcut MouseInfo MultipleGradientPaint PageAttributes Paint PaintContext Panel Point PointerInfo Polygon PopupMenu PrintGraphics PrintJob RadialGradientPaint Rectangle RenderingHints Robot ScrollPane ScrollPaneAdjustable Scrollbar SecondaryLoop Shape SplashScreen Stroke SystemColor SystemTray Taskbar TextArea TextComponent TextField TexturePaint Toolkit Transparency TrayIcon Window',
  'java.io':
    'CharArrayReader CharArrayWriter CharConversionException Console DataInput DataInputStream DataOutput DataOutputStream Externalizable FileDescriptor FilePermission FilterReader FilterWriter IOError InterruptedIOException InvalidObjectException LineNumberInputStream NotActiveException ObjectInput ObjectInputFilter ObjectInputValidation ObjectOutput ObjectStreamClass ObjectStreamConstants ObjectStreamField OptionalDataException PipedInputStream PipedOutputStream PipedReader PipedWriter PushbackInputStream PushbackReader RandomAccessFile SequenceInputStream Serial SerializablePermission StreamCorruptedException StreamTokenizer StringBufferInputStream SyncFailedException UTFDataFormatException WriteAbortedException',
  'java.lang':
    'AbstractMethodError BootstrapMethodError ClassCircularityError ClassFormatError ClassValue Compiler IllegalAccessError IllegalCallerException IncompatibleClassChangeError InheritableThreadLocal InstantiationError LayerInstantiationException Module ModuleLayer NoSuchFieldError NoSuchMethodError Package Process ProcessBuilder ProcessHandle RuntimePermission SecurityManager StackWalker ThreadDeath ThreadGroup TypeNotPresentException UnknownError UnsatisfiedLinkError UnsupportedClassVersionError VerifyError',
  'java.lang.annotation':
    'Annotation AnnotationFormatError AnnotationTypeMismatchException Documented ElementType IncompleteAnnotationException Inherited Native Repeatable Retention RetentionPolicy Target',
  'java.lang.constant':
    'ClassDesc Constable ConstantDesc ConstantDescs DirectMethodHandleDesc DynamicCallSiteDesc DynamicConstantDesc MethodHandleDesc MethodTypeDesc',
  'java.lang.invoke':
    'CallSite ConstantBootstraps ConstantCallSite LambdaConversionException LambdaMetafactory MethodHandle MethodHandleInfo MethodHandleProxies MethodHandles MethodType MutableCallSite SerializedLambda StringConcatException StringConcatFactory SwitchPoint TypeDescriptor VarHandle VolatileCallSite WrongMethodTypeException',
  'java.lang.module':
    'Configuration FindException InvalidModuleDescriptorException ModuleDescriptor ModuleFinder ModuleReader ModuleReference ResolutionException ResolvedModule',
  'java.lang.ref':
    'Cleaner PhantomReference Reference ReferenceQueue SoftReference WeakReference',
  'java.lang.reflect':
    'AccessibleObject AnnotatedArrayType AnnotatedElement AnnotatedParameterizedType AnnotatedType AnnotatedTypeVariable AnnotatedWildcardType Executable GenericArrayType GenericDeclaration GenericSignatureFormatError InaccessibleObjectException InvocationHandler MalformedParameterizedTypeException MalformedParametersException Member Modifier Parameter RecordComponent ReflectPermission TypeVariable UndeclaredThrowableException WildcardType',
  'java.lang.runtime':
    'ObjectMethods SwitchBootstraps',
  'java.net':
    'Authenticator BindException CacheRequest CacheResponse ContentHandler ContentHandlerFactory CookieHandler CookieManager CookiePolicy CookieStore DatagramPacket DatagramSocket DatagramSocketImpl DatagramSocketImplFactory FileNameMap HttpCookie HttpRetryException HttpURLConnection IDN Inet4Address Inet6Address InetSocketAddress InterfaceAddress JarURLConnection MulticastSocket NetPermission NetworkInterface NoRouteToHostException PasswordAuthentication PortUnreachableException ProtocolException ProtocolFamily Proxy ProxySelector ResponseCache SecureCacheResponse SocketAddress SocketImpl SocketImplFactory SocketOption SocketOptions SocketPermission StandardProtocolFamily StandardSocketOptions URLClassLoader URLConnection URLDecoder URLEncoder URLPermission URLStreamHandler URLStreamHandlerFactory UnixDomainSocketAddress UnknownServiceException',
  'java.net.spi':
    'URLStreamHandlerProvider',
  'java.nio':
    'Buffer BufferOverflowException BufferUnderflowException ByteBuffer ByteOrder CharBuffer DoubleBuffer FloatBuffer IntBuffer InvalidMarkException LongBuffer MappedByteBuffer ReadOnlyBufferException ShortBuffer',
  'java.nio.channels':
    'AcceptPendingException AlreadyBoundException AlreadyConnectedException AsynchronousByteChannel AsynchronousChannel AsynchronousChannelGroup AsynchronousCloseException AsynchronousFileChannel AsynchronousServerSocketChannel AsynchronousSocketChannel ByteChannel CancelledKeyException Channel Channels ClosedByInterruptException ClosedChannelException ClosedSelectorException CompletionHandler ConnectionPendingException DatagramChannel FileChannel FileLock FileLockInterruptionException GatheringByteChannel IllegalBlockingModeException IllegalChannelGroupException IllegalSelectorException InterruptedByTimeoutException InterruptibleChannel MembershipKey MulticastChannel NetworkChannel NoConnectionPendingException NonReadableChannelException NonWritableChannelException NotYetBoundException NotYetConnectedException OverlappingFileLockException Pipe ReadPendingException ReadableByteChannel ScatteringByteChannel SeekableByteChannel SelectableChannel SelectionKey Selector ServerSocketChannel ShutdownChannelGroupException SocketChannel UnresolvedAddressException UnsupportedAddressTypeException WritableByteChannel WritePendingException',
  'java.nio.channels.spi':
    'AbstractInterruptibleChannel AbstractSelectableChannel AbstractSelectionKey AbstractSelector AsynchronousChannelProvider SelectorProvider',
  'java.nio.charset':
    'CharacterCodingException CharsetDecoder CharsetEncoder CoderMalfunctionError CoderResult CodingErrorAction IllegalCharsetNameException MalformedInputException UnmappableCharacterException UnsupportedCharsetException',
  'java.nio.charset.spi':
    'CharsetProvider',
  'java.nio.file':
    'AccessMode AtomicMoveNotSupportedException ClosedDirectoryStreamException ClosedFileSystemException ClosedWatchServiceException DirectoryIteratorException DirectoryStream FileStore FileSystem FileSystemAlreadyExistsException FileSystemLoopException FileSystems FileVisitResult FileVisitor LinkPermission NotLinkException PathMatcher ProviderMismatchException ProviderNotFoundException ReadOnlyFileSystemException SecureDirectoryStream SimpleFileVisitor StandardWatchEventKinds WatchEvent WatchKey WatchService Watchable',
  'java.nio.file.attribute':
    'AclEntry AclEntryFlag AclEntryPermission AclEntryType AclFileAttributeView AttributeView BasicFileAttributeView BasicFileAttributes DosFileAttributeView DosFileAttributes FileAttributeView FileOwnerAttributeView FileStoreAttributeView FileTime GroupPrincipal PosixFileAttributeView PosixFileAttributes PosixFilePermission PosixFilePermissions UserDefinedFileAttributeView UserPrincipal UserPrincipalLookupService UserPrincipalNotFoundException',
  'java.nio.file.spi':
    'FileSystemProvider FileTypeDetector',
  'java.security':
    'AccessControlContext AccessControlException AccessController AlgorithmConstraints AlgorithmParameterGenerator AlgorithmParameterGeneratorSpi AlgorithmParameters AlgorithmParametersSpi AllPermission AuthProvider BasicPermission Certificate CodeSigner CodeSource CryptoPrimitive DigestException DigestInputStream DigestOutputStream DomainCombiner DomainLoadStoreParameter DrbgParameters GeneralSecurityException Guard GuardedObject Identity IdentityScope InvalidAlgorithmParameterException InvalidKeyException InvalidParameterException Key KeyException KeyFactory KeyFactorySpi KeyManagementException KeyPair KeyPairGenerator KeyPairGeneratorSpi KeyRep KeyStore KeyStoreException KeyStoreSpi MessageDigest MessageDigestSpi NoSuchAlgorithmException NoSuchProviderException PKCS12Attribute Permission PermissionCollection Permissions Policy PolicySpi Principal PrivateKey PrivilegedAction PrivilegedActionException PrivilegedExceptionAction ProtectionDomain Provider ProviderException PublicKey SecureClassLoader SecureRandom SecureRandomParameters SecureRandomSpi Security SecurityPermission Signature SignatureException SignatureSpi SignedObject Signer Timestamp URIParameter UnrecoverableEntryException UnrecoverableKeyException UnresolvedPermission',
  'java.security.cert':
    'CRL CRLException CRLReason CRLSelector CertPath CertPathBuilder CertPathBuilderException CertPathBuilderResult CertPathBuilderSpi CertPathChecker CertPathParameters CertPathValidator CertPathValidatorException CertPathValidatorResult CertPathValidatorSpi CertSelector CertStore CertStoreException CertStoreParameters CertStoreSpi Certificate CertificateEncodingException CertificateException CertificateExpiredException CertificateFactory CertificateFactorySpi CertificateNotYetValidException CertificateParsingException CertificateRevokedException CollectionCertStoreParameters Extension LDAPCertStoreParameters PKIXBuilderParameters PKIXCertPathBuilderResult PKIXCertPathChecker PKIXCertPathValidatorResult PKIXParameters PKIXReason PKIXRevocationChecker PolicyNode PolicyQualifierInfo TrustAnchor URICertStoreParameters X509CRL X509CRLEntry X509CRLSelector X509CertSelector X509Certificate X509Extension',
  'java.security.interfaces':
    'DSAKey DSAKeyPairGenerator DSAParams DSAPrivateKey DSAPublicKey ECKey ECPrivateKey ECPublicKey EdECKey EdECPrivateKey EdECPublicKey RSAKey RSAMultiPrimePrivateCrtKey RSAPrivateCrtKey RSAPrivateKey RSAPublicKey XECKey XECPrivateKey XECPublicKey',
  'java.security.spec':
    'AlgorithmParameterSpec DSAGenParameterSpec DSAParameterSpec DSAPrivateKeySpec DSAPublicKeySpec ECField ECFieldF2m ECFieldFp ECGenParameterSpec ECParameterSpec ECPoint ECPrivateKeySpec ECPublicKeySpec EdDSAParameterSpec EdECPoint EdECPrivateKeySpec EdECPublicKeySpec EllipticCurve EncodedKeySpec InvalidKeySpecException InvalidParameterSpecException KeySpec MGF1ParameterSpec NamedParameterSpec PKCS8EncodedKeySpec PSSParameterSpec RSAKeyGenParameterSpec RSAMultiPrimePrivateCrtKeySpec RSAOtherPrimeInfo RSAPrivateCrtKeySpec RSAPrivateKeySpec RSAPublicKeySpec X509EncodedKeySpec XECPrivateKeySpec XECPublicKeySpec',
  'java.text':
    'Annotation AttributedCharacterIterator AttributedString Bidi BreakIterator CharacterIterator ChoiceFormat CollationElementIterator CollationKey Collator CompactNumberFormat DateFormatSymbols DecimalFormatSymbols FieldPosition Normalizer ParsePosition RuleBasedCollator StringCharacterIterator',
  'java.text.spi':
    'BreakIteratorProvider CollatorProvider DateFormatProvider DateFormatSymbolsProvider DecimalFormatSymbolsProvider NumberFormatProvider',
  'java.time':
    'Clock InstantSource MonthDay OffsetTime',
  'java.time.chrono':
    'AbstractChronology ChronoPeriod ChronoZonedDateTime Chronology Era HijrahChronology HijrahDate HijrahEra IsoChronology IsoEra JapaneseChronology JapaneseDate JapaneseEra MinguoChronology MinguoDate MinguoEra ThaiBuddhistChronology ThaiBuddhistDate ThaiBuddhistEra',
  'java.time.format':
    'DateTimeFormatterBuilder DecimalStyle FormatStyle ResolverStyle SignStyle',
  'java.time.temporal':
    'IsoFields JulianFields TemporalQueries TemporalQuery ValueRange WeekFields',
  'java.time.zone':
    'ZoneOffsetTransition ZoneOffsetTransitionRule ZoneRules ZoneRulesException ZoneRulesProvider',
  'java.util':
    'AbstractQueue AbstractSequentialList Currency EventListener EventListenerProxy EventObject Formattable FormattableFlags Formatter FormatterClosedException HexFormat IllegalFormatFlagsException IllegalFormatWidthException IllformedLocaleException InvalidPropertiesFormatException ListResourceBundle Observable Observer PropertyPermission PropertyResourceBundle ResourceBundle ServiceConfigurationError ServiceLoader SimpleTimeZone TooManyListenersException UnknownFormatFlagsException',
  'java.util.concurrent':
    'CountedCompleter Exchanger Flow ForkJoinWorkerThread LinkedTransferQueue Phaser RunnableScheduledFuture SubmissionPublisher TransferQueue',
  'java.util.concurrent.atomic':
    'AtomicIntegerFieldUpdater AtomicLongFieldUpdater AtomicMarkableReference AtomicReferenceArray AtomicReferenceFieldUpdater AtomicStampedReference DoubleAccumulator DoubleAdder LongAccumulator',
  'java.util.concurrent.locks':
    'AbstractOwnableSynchronizer AbstractQueuedLongSynchronizer AbstractQueuedSynchronizer LockSupport StampedLock',
  'java.util.jar':
    'Attributes JarEntry JarException JarFile JarInputStream JarOutputStream Manifest',
  'java.util.logging':
    'ConsoleHandler ErrorManager FileHandler Filter Formatter Handler Level LogManager LogRecord Logger LoggingMXBean LoggingPermission MemoryHandler SimpleFormatter SocketHandler StreamHandler XMLFormatter',
  'java.util.random':
    'RandomGenerator RandomGeneratorFactory',
  'java.util.spi':
    'AbstractResourceBundleProvider CalendarDataProvider CalendarNameProvider CurrencyNameProvider LocaleNameProvider LocaleServiceProvider ResourceBundleControlProvider ResourceBundleProvider TimeZoneNameProvider ToolProvider',
  'java.util.zip':
    'Adler32 CRC32 CRC32C CheckedInputStream CheckedOutputStream Checksum DataFormatException Deflater DeflaterInputStream DeflaterOutputStream GZIPInputStream GZIPOutputStream Inflater InflaterInputStream InflaterOutputStream ZipEntry ZipError ZipException ZipFile ZipInputStream ZipOutputStream',
};

/** Does the real class have a field, nested class or method of that name, which the table lacks? */
export function hasMember(binaryName: string, name: string): boolean {
  return MEMBERS[binaryName]?.split(' ').includes(name) ?? false;
}

/** Parameters, as simple names of their erasure, of the overloads that the table lacks; of constructors for `<init>`. */
export function missingOverloads(binaryName: string, name: string): readonly (readonly string[])[] {
  return (MEMBERS[binaryName]?.split(' ') ?? [])
    .filter((member) => member.startsWith(`${name}(`))
    .map((member) => member.slice(name.length + 1, -1).split(',').filter((each) => each !== ''));
}

/** Packages of java.* that are not listed here. */
const UNLISTED = /^java\.(?:applet|awt|beans|rmi|security|net\.http|sql\.rowset)(?:\.|$)/;

export function isJdkPackage(name: string): boolean {
  return Object.hasOwn(JDK_CLASSES, name);
}

/** Is it no class of the JDK, for certain, where the table does not have it either? */
export function isMissingInJdk(qualifiedName: string): boolean {
  const packageName = qualifiedName.slice(0, qualifiedName.lastIndexOf('.'));
  return !isJdkClass(qualifiedName) && (isJdkPackage(packageName) || !UNLISTED.test(packageName));
}

/** Is it a class of the JDK that the table does not have? */
export function isJdkClass(qualifiedName: string): boolean {
  const dot = qualifiedName.lastIndexOf('.');
  return JDK_CLASSES[qualifiedName.slice(0, dot)]?.split(' ').includes(qualifiedName.slice(dot + 1)) ?? false;
}
