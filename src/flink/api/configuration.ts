/** Flink configuration: flat string keys as in flink-conf.yaml. */
export type Configuration = Readonly<Record<string, string>>;
