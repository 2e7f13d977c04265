/**
 * Names of Flink 1.13 classes in packages that the table covers, which the table does not have: programs that use them compile and
 * stop there. (A name that is in neither is a mistake of the program.)
 */
const NAMES: Readonly<Record<string, string>> = {
  'org.apache.flink.api.common':
    'Archiveable ArchivedExecutionConfig CodeAnalysisMode ExecutionMode InputDependencyConstraint JobStatus NonSerializableUserCodeException Plan ProgramDescription TaskInfo',
  'org.apache.flink.api.common.accumulators':
    'AccumulatorHelper AverageAccumulator DoubleMaximum DoubleMinimum IntMaximum IntMinimum LongMaximum LongMinimum SerializedListAccumulator',
  'org.apache.flink.api.common.eventtime':
    'IngestionTimeAssigner NoWatermarksGenerator WatermarkOutputMultiplexer WatermarkStrategyWithIdleness WatermarkStrategyWithTimestampAssigner WatermarksWithIdleness',
  'org.apache.flink.api.common.functions': 'BroadcastVariableInitializer RichGroupCombineFunction',
  'org.apache.flink.api.common.io':
    'BinaryInputFormat BinaryOutputFormat BlockInfo CheckpointableInputFormat CleanupWhenUnsuccessful DefaultInputSplitAssigner DelimitedInputFormat FileOutputFormat FilePathFilter FinalizeOnMaster GenericCsvInputFormat GenericInputFormat GlobFilePathFilter InitializeOnMaster InputFormat InputStreamFSInputWrapper LocatableInputSplitAssigner NonParallelInput ParseException ReplicatingInputFormat ReplicatingInputSplitAssigner RichInputFormat RichOutputFormat SerializedInputFormat SerializedOutputFormat',
  'org.apache.flink.api.common.operators':
    'AbstractUdfOperator BinaryOperatorInformation CollectionExecutor CompilerHints DualInputOperator DualInputSemanticProperties GenericDataSinkBase GenericDataSourceBase IterationOperator Keys Operator OperatorInformation Ordering ResourceSpec SemanticProperties SingleInputOperator SingleInputSemanticProperties UnaryOperatorInformation Union',
  'org.apache.flink.api.common.serialization':
    'RuntimeContextInitializationContextAdapters TypeInformationSerializationSchema',
  'org.apache.flink.api.common.typeinfo':
    'AtomicType BasicArrayTypeInfo FractionalTypeInfo IntegerTypeInfo LocalTimeTypeInfo NothingTypeInfo NumericTypeInfo PrimitiveArrayTypeInfo SqlTimeTypeInfo TypeInfo TypeInfoFactory',
  'org.apache.flink.api.common.typeutils':
    'CompositeType CompositeTypeComparator CompositeTypeSerializerUtil GenericPairComparator LegacySerializerSnapshotTransformer NestedSerializersSnapshotDelegate ParameterlessTypeSerializerConfig SameTypePairComparator TypeComparator TypePairComparator TypeSerializerSchemaCompatibility TypeSerializerSerializationUtil TypeSerializerSnapshotSerializationUtil TypeSerializerUtils',
  'org.apache.flink.api.connector.sink': 'Committer GlobalCommitter SinkWriter',
  'org.apache.flink.api.connector.source':
    'Boundedness ExternallyInducedSourceReader ReaderInfo ReaderOutput SourceEvent SourceOutput SourceReader SourceSplit SplitEnumerator SplitEnumeratorContext SplitsAssignment',
  'org.apache.flink.api.java':
    'ClosureCleaner CollectionEnvironment ExecutionPlanUtil RemoteEnvironment RemoteEnvironmentConfigUtils This0AccessFinder Utils',
  'org.apache.flink.api.java.aggregation':
    'AggregationFunction MaxAggregationFunction MinAggregationFunction SumAggregationFunction UnsupportedAggregationTypeException',
  'org.apache.flink.api.java.functions':
    'FirstReducer FlatMapIterator FormattingMapper FunctionAnnotation GroupReduceIterator IdPartitioner NullByteKeySelector SampleInCoordinator SampleInPartition SampleWithFraction SelectByMaxFunction SelectByMinFunction SemanticPropUtil',
  'org.apache.flink.api.java.io':
    'BlockingShuffleOutputFormat CollectionInputFormat CsvInputFormat CsvOutputFormat DiscardingOutputFormat IteratorInputFormat LocalCollectionOutputFormat ParallelIteratorInputFormat PojoCsvInputFormat PrimitiveInputFormat PrintingOutputFormat RowCsvInputFormat SplitDataProperties TextOutputFormat TextValueInputFormat TupleCsvInputFormat TypeSerializerInputFormat TypeSerializerOutputFormat',
  'org.apache.flink.api.java.operators':
    'BulkIterationResultSet CoGroupOperator CoGroupRawOperator CrossOperator CustomUnaryOperation DeltaIteration DeltaIterationResultSet GroupCombineOperator Grouping IterativeDataSet JoinOperator KeyFunctions MapPartitionOperator NoOpOperator Operator OperatorTranslation PartitionOperator ProjectOperator SingleInputOperator SingleInputUdfOperator SortPartitionOperator SortedGrouping TwoInputOperator TwoInputUdfOperator UdfOperator',
  'org.apache.flink.api.java.typeutils':
    'AvroUtils EitherTypeInfo EnumTypeInfo InputTypeConfigurable MissingTypeInfo MultisetTypeInfo ObjectArrayTypeInfo PojoField TupleTypeInfoBase TypeExtractionException TypeExtractionUtils ValueTypeInfo',
  'org.apache.flink.api.java.utils':
    'AbstractParameterTool DataSetUtils Option OptionType PlanGenerator RequiredParameters RequiredParametersException',
  'org.apache.flink.cep':
    'EventComparator PatternFlatSelectFunction PatternFlatTimeoutFunction PatternProcessFunctionBuilder PatternStreamBuilder RichPatternFlatSelectFunction RichPatternSelectFunction',
  'org.apache.flink.cep.functions': 'TimedOutPartialMatchHandler',
  'org.apache.flink.cep.pattern': 'GroupPattern MalformedPatternException Quantifier',
  'org.apache.flink.cep.pattern.conditions':
    'AndCondition BooleanConditions NotCondition OrCondition RichAndCondition RichCompositeIterativeCondition RichIterativeCondition RichNotCondition RichOrCondition SubtypeCondition',
  'org.apache.flink.configuration':
    'AkkaOptions AlgorithmOptions BlobServerOptions ClusterOptions ConfigUtils ConfigurationUtils DelegatingConfiguration DeploymentOptions ExternalResourceOptions FallbackKey GlobalConfiguration HeartbeatManagerOptions HighAvailabilityOptions HistoryServerOptions IllegalConfigurationException JMXServerOptions JobManagerOptions MetricOptions NettyShuffleEnvironmentOptions OptimizerOptions QueryableStateOptions ResourceManagerOptions RestartStrategyOptions SchedulerExecutionMode SecurityOptions StructuredOptionsSplitter UnmodifiableConfiguration WebOptions',
  'org.apache.flink.connector.file.sink': 'FileSinkCommittable',
  'org.apache.flink.contrib.streaming.state': 'PredefinedOptions RocksDBNativeMetricOptions RocksDBOptions',
  'org.apache.flink.core.execution':
    'DefaultExecutorServiceLoader DetachedJobExecutionResult JobListener PipelineExecutor PipelineExecutorServiceLoader',
  'org.apache.flink.core.fs':
    'BlockLocation CloseableRegistry ClosingFSDataInputStream ClosingFSDataOutputStream EntropyInjectingFileSystem EntropyInjector FSDataInputStream FSDataInputStreamWrapper FSDataOutputStream FSDataOutputStreamWrapper FileInputSplit FileStatus FileSystemKind FileSystemSafetyNet LimitedConnectionsFileSystem LocatedFileStatus OutputStreamAndPath RecoverableFsDataOutputStream RecoverableWriter RefCountedFile SafetyNetCloseableRegistry SafetyNetWrapperFileSystem UnsupportedFileSystemSchemeException WrappingProxyCloseable',
  'org.apache.flink.metrics': 'CharacterFilter HistogramStatistics MeterView Metric MetricConfig SimpleCounter View',
  'org.apache.flink.runtime.state':
    'AbstractKeyedStateBackend AbstractKeyedStateBackendBuilder AbstractManagedMemoryStateBackend AbstractStateBackend AsyncSnapshotCallable BackendBuildingException BackendWritableBroadcastState BoundedInputStream CheckpointListener CheckpointMetadataOutputStream CheckpointStorageAccess CheckpointStorageCoordinatorView CheckpointStorageLoader CheckpointStorageLocation CheckpointStorageLocationReference CheckpointStorageWorkerView CheckpointStreamWithResultProvider CheckpointableKeyedStateBackend CheckpointedStateScope CompletedCheckpointStorageLocation CompositeKeySerializationUtils ConfigurableCheckpointStorage ConfigurableStateBackend DefaultKeyedStateStore DefaultOperatorStateBackend DefaultOperatorStateBackendBuilder DefaultOperatorStateBackendSnapshotStrategy DoneFuture DuplicatingCheckpointOutputStream FullSnapshotAsyncWriter FullSnapshotResources FullSnapshotUtil HeapBroadcastState HeapPriorityQueuesManager InternalPriorityQueue KeyExtractorFunction KeyGroupPartitioner KeyGroupRangeOffsets KeyGroupStatePartitionStreamProvider KeyGroupedInternalPriorityQueue KeyGroupsList KeyValueStateIterator Keyed KeyedBackendSerializationProxy KeyedStateBackend KeyedStateCheckpointOutputStream LocalRecoveryConfig LocalRecoveryDirectoryProvider NonClosingCheckpointOutputStream OperatorBackendSerializationProxy OperatorStateBackend OperatorStateCheckpointOutputStream OperatorStateRestoreOperation OwnedTaskLocalStateStore PartitionableListState PriorityComparable PriorityComparator RegisteredBroadcastStateBackendMetaInfo RegisteredKeyValueStateBackendMetaInfo RegisteredOperatorStateBackendMetaInfo RegisteredPriorityQueueStateBackendMetaInfo RegisteredStateMetaInfoBase RestoreOperation SavepointResources SavepointSnapshotStrategy SerializedCompositeKeyBuilder SharedStateRegistry SharedStateRegistryKey SnappyStreamCompressionDecorator SnapshotDirectory SnapshotExecutionType SnapshotResources SnapshotResult SnapshotStrategy SnapshotStrategyRunner Snapshotable StateBackendBuilder StateBackendLoader StateEntry StateHandleID StateInitializationContext StateObject StatePartitionStreamProvider StateSerializerProvider StateSnapshotContext StateSnapshotKeyGroupReader StateSnapshotRestore StateSnapshotTransformer StateSnapshotTransformers StateTransformationFunction StateUtil StreamCompressionDecorator TaskExecutorLocalStateStoresManager TaskLocalStateStore TaskStateManager TestableKeyedStateBackend UncompressedStreamCompressionDecorator UserFacingListState UserFacingMapState VoidNamespace VoidNamespaceTypeInfo',
  'org.apache.flink.runtime.state.filesystem':
    'AbstractFileStateBackend AbstractFsCheckpointStorageAccess FileBasedStateOutputStream FsCheckpointMetadataOutputStream FsCheckpointStorageAccess FsCheckpointStorageLocation FsCompletedCheckpointStorageLocation',
  'org.apache.flink.runtime.state.memory':
    'MemoryBackendCheckpointStorageAccess NonPersistentMetadataCheckpointStorageLocation PersistentMetadataCheckpointStorageLocation',
  'org.apache.flink.runtime.state.storage': 'ExternalizedSnapshotLocation',
  'org.apache.flink.streaming.api': 'SimpleTimerService',
  'org.apache.flink.streaming.api.checkpoint': 'ExternallyInducedSource WithMasterCheckpointHook',
  'org.apache.flink.streaming.api.datastream':
    'AsyncDataStream MultipleConnectedStreams QueryableStateStream StreamProjection UnsupportedTimeCharacteristicException',
  'org.apache.flink.streaming.api.environment': 'RemoteStreamEnvironment StreamPipelineOptions',
  'org.apache.flink.streaming.api.functions': 'AscendingTimestampExtractor IngestionTimeExtractor',
  'org.apache.flink.streaming.api.functions.sink':
    'OutputFormatSinkFunction SinkContextUtil SocketClientSink TwoPhaseCommitSinkFunction WriteFormat WriteFormatAsCsv WriteFormatAsText WriteSinkFunction WriteSinkFunctionByMillis',
  'org.apache.flink.streaming.api.functions.sink.filesystem':
    'AbstractPartFileWriter Bucket BucketAssigner BucketLifeCycleListener BucketState BucketWriter Buckets BulkBucketWriter BulkPartWriter FileLifeCycleListener InProgressFileWriter OutputFileConfig OutputStreamBasedPartFileWriter PartFileInfo RollingPolicy RowWiseBucketWriter RowWisePartWriter StreamingFileSinkHelper WriterProperties',
  'org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies': 'CheckpointRollingPolicy',
  'org.apache.flink.streaming.api.functions.source':
    'ContinuousFileMonitoringFunction ContinuousFileReaderOperator FileMonitoringFunction FileReadFunction FromElementsFunction FromIteratorFunction FromSplittableIteratorFunction InputFormatSourceFunction MessageAcknowledgingSourceBase MultipleIdsMessageAcknowledgingSourceBase SerializedCheckpointData SocketTextStreamFunction StatefulSequenceSource TimestampedFileInputSplit TimestampedInputSplit',
  'org.apache.flink.streaming.api.functions.windowing':
    'AggregateApplyAllWindowFunction AggregateApplyWindowFunction InternalProcessApplyAllWindowContext InternalProcessApplyWindowContext PassThroughAllWindowFunction PassThroughWindowFunction ReduceApplyAllWindowFunction ReduceApplyProcessAllWindowFunction ReduceApplyProcessWindowFunction ReduceApplyWindowFunction RichProcessAllWindowFunction RichProcessWindowFunction',
  'org.apache.flink.streaming.api.functions.windowing.delta':
    'CosineDistance EuclideanDistance ExtractionAwareDeltaFunction',
  'org.apache.flink.streaming.api.operators':
    'AbstractInput AbstractStreamOperator AbstractStreamOperatorV2 AbstractUdfStreamOperator BackendRestorerProcedure BatchGroupedReduceOperator BoundedMultiInput BoundedOneInput ChainingStrategy CountingOutput Input InputSelectable InputSelection InternalTimeServiceManager InternalTimer InternalTimerService InternalTimerServiceSerializationProxy InternalTimersSnapshotReaderWriters KeyContext KeyedProcessOperator LatencyMarkerEmitter LegacyKeyedProcessOperator MailboxExecutor MultipleInputStreamOperator OnWatermarkCallback OneInputStreamOperator OperatorSnapshotFinalizer OperatorSnapshotFutures Output OutputTypeConfigurable ProcessOperator SetupableStreamOperator SourceOperator StreamFilter StreamFlatMap StreamGroupedReduceOperator StreamMap StreamOperator StreamOperatorFactory StreamOperatorFactoryUtil StreamOperatorParameters StreamOperatorStateContext StreamOperatorStateHandler StreamProject StreamSink StreamSource StreamSourceContexts StreamTaskStateInitializer StreamingRuntimeContext TimerHeapInternalTimer Triggerable TwoInputStreamOperator',
  'org.apache.flink.streaming.api.windowing.assigners':
    'BaseAlignedWindowAssigner SlidingTimeWindows TumblingTimeWindows',
  'org.apache.flink.streaming.api.windowing.triggers': 'ProcessingTimeoutTrigger',
  'org.apache.flink.streaming.runtime.operators.windowing':
    'EvictingWindowOperator KeyMap MergingWindowSet WindowOperator WindowOperatorBuilder',
  'org.apache.flink.types':
    'BooleanValue ByteValue CharValue CopyableValue DeserializationException DoubleValue Either FloatValue JavaToValueConverter Key KeyFieldOutOfBoundsException ListValue LongValue MapValue NormalizableKey Nothing NullKeyFieldException NullValue Record ResettableValue RowKind RowUtils SerializableOptional ShortValue',
  'org.apache.flink.util':
    'AbstractCloseableRegistry AbstractID ArrayUtils AutoCloseableAsync ChildFirstClassLoader CloseableIterable CollectionUtil ConfigurationException Disposable DynamicCodeLoadingException ExceptionUtils ExecutorUtils FileUtils FlinkUserCodeClassLoader IOUtils InstantiationUtil IterableIterator IterableUtils JarUtils LambdaUtil LinkedOptionalMap LongValueSequenceIterator MutableObjectIterator NetUtils NumberSequenceIterator OperatingSystem OptionalConsumer OptionalFailure ProcessorArchitecture PropertiesUtil RefCounted ReflectionUtil ResourceGuard SerializableObject SerializedThrowable SerializedValue ShutdownHookUtil SimpleUserCodeClassLoader SplittableIterator StateMigrationException StringBasedID StringUtils StringValueUtils TaskManagerExceptionUtils TemporaryClassLoaderContext TernaryBoolean ThrowableCatchingRunnable TimeUtils TraversableOnceException UnionIterator UserCodeClassLoader Visitable Visitor WrappingProxy WrappingProxyUtil WrappingRuntimeException XORShiftRandom',
};

/** Is it a class of Flink 1.13 that the table does not have? */
export function isFlinkClass(qualifiedName: string): boolean {
  const dot = qualifiedName.lastIndexOf('.');
  return NAMES[qualifiedName.slice(0, dot)]?.split(' ').includes(qualifiedName.slice(dot + 1)) ?? false;
}
