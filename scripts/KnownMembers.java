import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.TreeSet;
import java.util.stream.Stream;

/** For scripts/known-members.mjs: members of the classes named on standard input; to standard error, the public classes of java.*. */
public class KnownMembers {
  public static void main(String[] args) throws Exception {
    Scanner in = new Scanner(System.in);
    while (in.hasNextLine()) members(in.nextLine());
    for (String module : new String[] {"java.base", "java.sql", "java.logging", "java.desktop"}) {
      Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module, "java");
      try (Stream<Path> files = Files.walk(root)) {
        files.map(file -> root.getParent().relativize(file).toString())
            .filter(name -> name.endsWith(".class") && !name.contains("$"))
            .filter(name -> !module.equals("java.desktop") || name.matches("java/awt/\\w+\\.class"))
            .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
            .filter(KnownMembers::isPublic)
            .forEach(System.err::println);
      }
    }
  }

  private static boolean isPublic(String name) {
    try {
      return Modifier.isPublic(Class.forName(name, false, null).getModifiers());
    } catch (Throwable unusable) {
      return false;
    }
  }

  private static void members(String name) {
    Class<?> type;
    try {
      type = Class.forName(name, false, KnownMembers.class.getClassLoader());
    } catch (Throwable unknown) {
      return;
    }
    TreeSet<String> found = new TreeSet<>();
    try {
      for (Method m : type.getDeclaredMethods())
        if (seen(m.getModifiers()) && !m.isSynthetic()) found.add(m.getName() + signature(m.getParameterTypes()));
      if (!type.isEnum())
        for (Constructor<?> c : type.getDeclaredConstructors())
          if (seen(c.getModifiers()) && !c.isSynthetic()) found.add("<init>" + signature(c.getParameterTypes()));
      for (Field f : type.getDeclaredFields())
        if (seen(f.getModifiers()) && !f.isSynthetic()) found.add(f.getName());
      for (Class<?> c : type.getDeclaredClasses())
        if (seen(c.getModifiers()) && !c.isSynthetic()) found.add(c.getSimpleName());
    } catch (NoClassDefFoundError lacking) {
      return;
    }
    System.out.println(name + "\t" + String.join(" ", found));
  }

  private static boolean seen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String signature(Class<?>[] types) {
    StringBuilder text = new StringBuilder("(");
    for (Class<?> type : types) text.append(text.length() > 1 ? "," : "").append(type.getSimpleName());
    return text.append(")").toString();
  }
}
