import java.util.*; import java.nio.file.*; import java.time.Duration;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.configuration.*;
import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*;
import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.evictors.*;
import org.apache.flink.streaming.api.graph.*; import org.apache.flink.runtime.jobgraph.*; import org.apache.flink.runtime.jobgraph.jsonplan.*; import org.apache.flink.util.*;
public class Programs {
 public static class Par extends RichParallelSourceFunction<String>{public void run(SourceContext<String> c){} public void cancel(){}}
 public static class Single implements SourceFunction<String>{public void run(SourceContext<String> c){} public void cancel(){}}
 public static class Id implements MapFunction<String,String>{public String map(String s){return s;}}
 public static class Str implements MapFunction<Long,String>{public String map(Long s){return ""+s;}}
 public static class Red implements ReduceFunction<String>{public String reduce(String a,String b){return a;}}
 public static class Flat implements FlatMapFunction<String,String>{public void flatMap(String a,Collector<String> b){}}
 public static class Yes implements FilterFunction<String>{public boolean filter(String a){return true;}}
 public static class Proc extends ProcessFunction<String,String>{public void processElement(String a,Context c,Collector<String> b){}}
 public static class KProc extends KeyedProcessFunction<String,String,String>{public void processElement(String a,Context c,Collector<String> b){}}
 public static class Co implements CoMapFunction<String,String,String>{public String map1(String a){return a;} public String map2(String a){return a;}}
 public static class J implements JoinFunction<String,String,String>{public String join(String a,String b){return a;}}
 public static class PJ extends ProcessJoinFunction<String,String,String>{public void processElement(String a,String b,Context c,Collector<String> o){}}
 public static class B extends BroadcastProcessFunction<String,String,String>{public void processElement(String a,ReadOnlyContext c,Collector<String> o){} public void processBroadcastElement(String a,Context c,Collector<String> o){}}
 public static class P implements Partitioner<String>{public int partition(String k,int n){return 0;}}
 public static class K implements org.apache.flink.api.java.functions.KeySelector<String,String>{public String getKey(String s){return s;}}
 static final K KEY=new K();
 public static void main(String[] x) throws Exception{ List<String> out=new ArrayList<>(); for(String l:Files.readAllLines(Paths.get("programs.txt"))) out.add(one(l)); Files.write(Paths.get("expected.tsv"),out); }
 static void reset() throws Exception { java.lang.reflect.Field f=org.apache.flink.api.dag.Transformation.class.getDeclaredField("idCounter"); f.setAccessible(true); Object o=f.get(null); if(o instanceof java.util.concurrent.atomic.AtomicInteger)((java.util.concurrent.atomic.AtomicInteger)o).set(0); else f.set(null,0); }
 static String one(String prog) throws Exception{ reset(); 
  try{ StreamExecutionEnvironment env=StreamExecutionEnvironment.createLocalEnvironment(1); Map<String,DataStream<String>> m=new HashMap<>(); Map<String,DataStreamSink<String>> sk=new HashMap<>();
   for(String line:prog.split(";")){ String[] w=line.split(" "); DataStream<String> a=w.length>2?m.get(w[2]):null; SingleOutputStreamOperator<String> t=m.get(w[1]) instanceof SingleOutputStreamOperator?(SingleOutputStreamOperator<String>)m.get(w[1]):null;
    switch(w[0]){
     case "env": switch(w[1]){case "parallelism": env.setParallelism(Integer.parseInt(w[2]));break;case "mode": env.setRuntimeMode(RuntimeExecutionMode.valueOf(w[2]));break;case "nochain": env.disableOperatorChaining();break;case "maxp": env.setMaxParallelism(Integer.parseInt(w[2]));break;case "timeout": env.setBufferTimeout(Integer.parseInt(w[2]));break;} break;
     case "src": switch(w[2]){case "elements": m.put(w[1],env.fromElements("a"));break;case "socket": m.put(w[1],env.socketTextStream("h",1));break;case "custom": m.put(w[1],env.addSource(new Par()));break;case "single": m.put(w[1],env.addSource(new Single()));break;case "seq": m.put(w[1],env.fromSource(new org.apache.flink.api.connector.source.lib.NumberSequenceSource(1,5),WatermarkStrategy.noWatermarks(),"Sequence Source").map(new Str()));break;case "file": m.put(w[1],env.readTextFile("/tmp/x"));break;} break;
     case "map": m.put(w[1],a.map(new Id()));break; case "flat": m.put(w[1],a.flatMap(new Flat()));break; case "filter": m.put(w[1],a.filter(new Yes()));break;
     case "reduce": m.put(w[1],a.keyBy(KEY).reduce(new Red()));break; case "sumlike": m.put(w[1],a.keyBy(KEY).max(0));break;
     case "window": m.put(w[1],a.keyBy(KEY).window(TumblingEventTimeWindows.of(Time.seconds(5))).reduce(new Red()));break;
     case "slidewin": m.put(w[1],a.keyBy(KEY).window(SlidingProcessingTimeWindows.of(Time.seconds(10),Time.seconds(5))).max(0));break;
     case "session": m.put(w[1],a.keyBy(KEY).window(EventTimeSessionWindows.withGap(Time.seconds(3))).reduce(new Red()));break;
     case "evict": m.put(w[1],a.keyBy(KEY).window(TumblingProcessingTimeWindows.of(Time.seconds(3))).evictor(TimeEvictor.of(Time.seconds(1))).reduce(new Red()));break;
     case "countwin": m.put(w[1],a.keyBy(KEY).countWindow(10).reduce(new Red()));break;
     case "process": m.put(w[1],a.process(new Proc()));break; case "kprocess": m.put(w[1],a.keyBy(KEY).process(new KProc()));break;
     case "assign": m.put(w[1],a.assignTimestampsAndWatermarks(WatermarkStrategy.<String>forMonotonousTimestamps()));break;
     case "union": m.put(w[1],a.union(m.get(w[3])));break;
     case "connect": m.put(w[1],a.connect(m.get(w[3])).map(new Co()));break;
     case "conkeyed": m.put(w[1],a.connect(m.get(w[3])).keyBy(KEY,KEY).map(new Co()));break;
     case "join": m.put(w[1],a.join(m.get(w[3])).where(KEY).equalTo(KEY).window(TumblingEventTimeWindows.of(Time.seconds(5))).apply(new J()));break;
     case "interval": m.put(w[1],a.keyBy(KEY).intervalJoin(m.get(w[3]).keyBy(KEY)).between(Time.seconds(-1),Time.seconds(1)).process(new PJ()));break;
     case "broadcast": m.put(w[1],a.connect(m.get(w[3]).broadcast(new MapStateDescriptor<>("d",Types.STRING,Types.STRING))).process(new B()));break;
     case "part": switch(w[3]){case "forward": m.put(w[1],a.forward());break;case "rebalance": m.put(w[1],a.rebalance());break;case "rescale": m.put(w[1],a.rescale());break;case "shuffle": m.put(w[1],a.shuffle());break;case "broadcast": m.put(w[1],a.broadcast());break;case "global": m.put(w[1],a.global());break;case "custom": m.put(w[1],a.partitionCustom(new P(),KEY));break;} break;
     case "side": {SingleOutputStreamOperator<String> p=a.process(new Proc()); m.put(w[1],p); m.put(w[3],p.getSideOutput(new OutputTag<String>("late"){}));break;}
     case "par": t.setParallelism(Integer.parseInt(w[2]));break; case "maxp": t.setMaxParallelism(Integer.parseInt(w[2]));break; case "name": t.name(w[2]);break; case "uid": t.uid(w[2]);break; case "group": t.slotSharingGroup(w[2]);break; case "nochain": t.disableChaining();break; case "newchain": t.startNewChain();break; case "timeout": t.setBufferTimeout(Integer.parseInt(w[2]));break;
     case "sink": sk.put(w[1], w[3].equals("print")?a.print():w[3].equals("discard")?a.addSink(new DiscardingSink<>()):a.writeAsText("/tmp/y"));break;
     case "spar": sk.get(w[1]).setParallelism(Integer.parseInt(w[2]));break; case "sgroup": sk.get(w[1]).slotSharingGroup(w[2]);break; case "snochain": sk.get(w[1]).disableChaining();break;
    } }
   StreamGraph g=env.getStreamGraph("job"); String sp=g.getStreamingPlanAsJSON().replaceAll("\\s*\n\\s*"," "); JobGraph j=g.getJobGraph(new JobID(0,1)); 
   StringBuilder v=new StringBuilder(); Map<Object,Integer> gs=new IdentityHashMap<>(); for(JobVertex jv:j.getVerticesSortedTopologicallyFromSources()){ Object ssg=jv.getSlotSharingGroup(); gs.putIfAbsent(ssg,gs.size()); v.append(jv.getID()+"|"+jv.getName()+"|"+jv.getParallelism()+"|"+jv.getMaxParallelism()+"|"+gs.get(ssg)+"&"); for(JobEdge e:jv.getInputs()) v.append("<"+e.getDistributionPattern()+","+e.getSource().getResultType()); List<String> ids=new ArrayList<>(); jv.getOperatorIDs().forEach(p->ids.add(p.getGeneratedOperatorID().toString())); Collections.sort(ids); v.append(ids+"&"); }
   return sp+"\t"+JsonPlanGenerator.generatePlan(j)+"\t"+v;
  }catch(Throwable e){ return "ERR "+e.getClass().getName()+": "+(""+e.getMessage()).replace("\n"," "); } }
}
