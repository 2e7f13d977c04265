package lab;
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.util.*;
import org.apache.flink.api.java.utils.ParameterTool;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Files of the class path, and the addresses they have. */
public class ClassPath {
  public static void main(String[] args) throws Exception {
    String cut = ClassPath.class.getResource("/words.txt").getPath().replaceAll(".*/target", "target");
    System.out.println(cut);
    System.out.println(ClassPath.class.getResource("words.txt"));
    System.out.println(ClassPath.class.getResource("../words.txt") == null);
    System.out.println(ClassPath.class.getClassLoader().getResource("words.txt") != null);
    System.out.println(ClassPath.class.getClassLoader().getResource("/words.txt"));
    System.out.println(ClassPath.class.getClassLoader().getResourceAsStream("none.txt"));
    System.out.println(Thread.currentThread().getContextClassLoader().getResource("conf/app.properties").getProtocol());
    Properties p = new Properties();
    try (InputStream in = ClassPath.class.getResourceAsStream("/conf/app.properties")) { p.load(in); }
    System.out.println(p.getProperty("host") + ":" + p.getProperty("port"));
    System.out.println(ParameterTool.fromPropertiesFile(ClassPath.class.getResourceAsStream("/conf/app.properties")).getInt("port"));
    BufferedReader r = new BufferedReader(new InputStreamReader(ClassLoader.getSystemResourceAsStream("words.txt")));
    System.out.println(r.readLine());
    System.out.println(Files.readAllLines(Paths.get(ClassPath.class.getResource("/words.txt").toURI())).size());
    System.out.println(new File(ClassPath.class.getResource("/words.txt").toURI()).getName());
    System.out.println(new BufferedReader(new InputStreamReader(ClassLoader.getSystemResource("words.txt").openStream())).lines().count());
    URL u = new URL("http://user@host:8081/jobs/overview?x=1&y=2#top");
    System.out.println(u.getProtocol() + " " + u.getHost() + " " + u.getPort() + " " + u.getDefaultPort() + " " + u.getPath() + " " + u.getFile() + " " + u.getQuery() + " " + u.getRef() + " " + u.getUserInfo() + " " + u.getAuthority() + " " + u);
    System.out.println(new URL("http://host").getPort() + "|" + new URL("http://host").getPath() + "|" + new URL("file:///tmp/a b").getPath());
    URI i = URI.create("hdfs://nn:8020/a%20b/c?q#f");
    System.out.println(i.getScheme() + " " + i.getHost() + " " + i.getPort() + " " + i.getPath() + " " + i.getRawPath() + " " + i.getQuery() + " " + i.getFragment() + " " + i.isAbsolute() + " " + i.isOpaque() + " " + i);
    System.out.println(URI.create("mailto:a@b.c").getPath() + " " + URI.create("a/b").getScheme() + " " + URI.create("a/b").isAbsolute());
    System.out.println(new File("/tmp/x").toURI() + " " + Paths.get("/tmp/x").toUri());
    for (String bad : new String[] {"words", "foo://x", ""}) try { new URL(bad); } catch (MalformedURLException e) { System.out.println(e); }
    try { new URI("a b"); } catch (URISyntaxException e) { System.out.println(e); }
    try { URI.create("a b"); } catch (IllegalArgumentException e) { System.out.println(e); }
    try { Paths.get(URI.create("http://x/y")); } catch (Exception e) { System.out.println(e.getClass().getName()); }
    try { ClassPath.class.getResource(null); } catch (NullPointerException e) { System.out.println("NPE"); }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    env.readTextFile(ClassPath.class.getResource("/words.txt").getPath()).print();
    env.readTextFile(ClassPath.class.getResource("/conf/app.properties").toString()).print();
    env.execute();
  }
}
