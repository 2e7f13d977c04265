import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What a real JDK says of the programs in a folder: `java Judge.java FOLDER run` compiles all and runs each main, `… errors` compiles each
 * by itself. Prints blocks that begin with `//// Name`.
 */
public class Judge {
  static class Exit extends SecurityException {
    final int status;

    Exit(int status) {
      this.status = status;
    }
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    List<File> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.map(Path::toFile).filter(f -> f.getName().endsWith(".java")).sorted().collect(Collectors.toList());
    }
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ENGLISH, null);
    List<String> options = List.of("-nowarn", "-Xlint:none", "-Xmaxerrs", "1000", "-encoding", "UTF-8", "-d", args[0]);
    if (args[1].equals("errors")) {
      for (File file : files) {
        StringWriter text = new StringWriter();
        compiler.getTask(text, manager, null, options, null, manager.getJavaFileObjects(file)).call();
        out.println("//// " + name(file));
        Matcher error = Pattern.compile("^\\S*\\.java:(\\d+): error: (.*)$", Pattern.MULTILINE).matcher(text.toString());
        while (error.find()) out.println(error.group(1) + ": " + error.group(2));
      }
      return;
    }
    if (!compiler.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromFiles(files)).call()) System.exit(1);
    System.setSecurityManager(
        new SecurityManager() {
          @Override
          public void checkExit(int status) {
            throw new Exit(status);
          }

          @Override
          public void checkPermission(java.security.Permission any) {}
        });
    for (File file : files) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      System.setOut(new PrintStream(bytes, true, "UTF-8"));
      String end = "";
      try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
        loader.loadClass(name(file)).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        for (Thread t : Thread.getAllStackTraces().keySet()) if (t != Thread.currentThread() && !t.isDaemon()) t.join(1000);
      } catch (InvocationTargetException e) {
        Throwable cause = e.getCause();
        end = cause instanceof Exit ? "--- exit " + ((Exit) cause).status + "\n" : "--- stderr\n" + trace(cause);
      }
      out.print("//// " + name(file) + "\n" + bytes.toString("UTF-8") + end);
      out.flush();
    }
    System.setSecurityManager(null);
  }

  private static String name(File file) {
    return file.getName().replace(".java", "");
  }

  /** The lines that name the program: exceptions, and frames outside the JDK. */
  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return ("Exception in thread \"main\" " + text)
        .lines()
        .filter(line -> line.matches("(Exception|Caused).*|\tat (?!java\\.|jdk\\.|Judge).*"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
