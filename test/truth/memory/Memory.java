package org.apache.flink.runtime.clusterframework;
import java.util.*;
import org.apache.flink.configuration.*;
import org.apache.flink.runtime.clusterframework.*;
import org.apache.flink.runtime.jobmanager.*;

/** Random memory settings and what Flink derives from them, one a line: settings, then the parts in bytes or the errors. */
public class Memory {
    static final String[] SIZES = {"0", "1m", "64m", "100mb", "128m", "200 mb", "256m", "300m", "512m", "640m", "1g", "1200m", "1.5g", "1536m", "1600m", "1728m", "2g", "3000m", "4096m", "10gb", "abc", "12x", "777777777", "1 tb"};
    static final String[] FRACTIONS = {"0", "0.05", "0.1", "0.15", "0.25", "0.333", "0.4", "0.5", "0.7", "0.99", "1", "1.5", "-0.1", "x"};
    public static void main(String[] args) {
        Random random = new Random(Long.parseLong(args[0]));
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            boolean tm = random.nextInt(4) != 0;
            String[] keys = tm
                ? new String[] {"process.size", "process.size", "flink.size", "task.heap.size", "managed.size", "framework.heap.size", "framework.off-heap.size", "task.off-heap.size", "jvm-metaspace.size", "jvm-overhead.min", "jvm-overhead.max", "network.min", "network.max"}
                : new String[] {"process.size", "process.size", "flink.size", "heap.size", "off-heap.size", "jvm-metaspace.size", "jvm-overhead.min", "jvm-overhead.max"};
            String[] fractions = tm ? new String[] {"jvm-overhead.fraction", "managed.fraction", "network.fraction"} : new String[] {"jvm-overhead.fraction"};
            String prefix = tm ? "taskmanager.memory." : "jobmanager.memory.";
            Map<String, String> settings = new TreeMap<>();
            if (random.nextInt(5) != 0) settings.put(prefix + (random.nextInt(3) == 0 ? "flink.size" : "process.size"), (400 + random.nextInt(5000)) + "m");
            int n = random.nextInt(3);
            for (int k = 0; k < n; k++) {
                String size = SIZES[random.nextInt(SIZES.length)];
                if (random.nextInt(3) != 0) size = (random.nextInt(700) + 1) + "m";
                if (random.nextInt(6) == 0) size = (1000000 + random.nextInt(2000000000)) + "b";
                settings.put(prefix + keys[random.nextInt(keys.length)], size);
            }
            if (random.nextInt(3) == 0) settings.put(prefix + fractions[random.nextInt(fractions.length)], FRACTIONS[random.nextInt(FRACTIONS.length)]);
            if (tm && random.nextInt(12) == 0) settings.put("taskmanager.network.numberOfBuffers", "" + (1 + random.nextInt(9000)));
            if (tm && random.nextInt(12) == 0) settings.put("taskmanager.network.memory.min", (1 + random.nextInt(300)) + "m");
            StringBuilder out = new StringBuilder("{\"settings\":{");
            int k = 0;
            for (Map.Entry<String, String> e : settings.entrySet()) out.append(k++ > 0 ? "," : "").append('"').append(e.getKey()).append("\":\"").append(e.getValue()).append('"');
            out.append("},");
            Configuration configuration = Configuration.fromMap(settings);
            try {
                if (tm) {
                    TaskExecutorProcessSpec s = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
                    long[] v = {s.getTotalProcessMemorySize().getBytes(), s.getTotalFlinkMemorySize().getBytes(), s.getFrameworkHeapSize().getBytes(), s.getTaskHeapSize().getBytes(), s.getFrameworkOffHeapMemorySize().getBytes(), s.getTaskOffHeapSize().getBytes(), s.getManagedMemorySize().getBytes(), s.getNetworkMemSize().getBytes(), s.getJvmMetaspaceSize().getBytes(), s.getJvmOverheadSize().getBytes()};
                    out.append("\"taskManager\":").append(Arrays.toString(v).replace(" ", ""));
                } else {
                    JobManagerProcessSpec s = JobManagerProcessUtils.processSpecFromConfigWithNewOptionToInterpretLegacyHeap(configuration, JobManagerOptions.JVM_HEAP_MEMORY);
                    long[] v = {s.getTotalProcessMemorySize().getBytes(), s.getTotalFlinkMemorySize().getBytes(), s.getJvmHeapMemorySize().getBytes(), s.getJvmDirectMemorySize().getBytes(), s.getJvmMetaspaceSize().getBytes(), s.getJvmOverheadSize().getBytes()};
                    out.append("\"jobManager\":").append(Arrays.toString(v).replace(" ", ""));
                }
            } catch (Throwable t) {
                out.append("\"of\":\"").append(tm ? "taskManager" : "jobManager").append("\",\"errors\":[");
                int c = 0;
                for (Throwable e = t; e != null; e = e.getCause()) out.append(c++ > 0 ? "," : "").append('"').append(e.toString().replace("\"", "\\\"")).append('"');
                out.append(']');
            }
            System.out.println(out.append('}'));
        }
    }
}
