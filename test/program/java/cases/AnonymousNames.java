import java.util.*; import java.util.function.*;
public class AnonymousNames {
  static void p(Object o){ System.out.println(o.getClass().getName()+" "+o); }
  static <T> T id(T t){ return t; }
  static <T> List<T> l(T... t){ return Arrays.asList(t); }
  void early() { p(new Object(){ public String toString(){return "early";}}); }
  Object late = new Object(){ public String toString(){return "field-after-method";}};
  static Object st = new Object(){ public String toString(){return "static";}};
  { p(new Object(){ public String toString(){return "init";}}); }
  AnonymousNames(Object o){ p(o); p(late); }
  AnonymousNames(){ this(new Object(){ public String toString(){return "ctor-arg";}}); early(); }
  enum E { X { public String toString(){return "X";} }, Y { public String toString(){return "Y";} } }
  static class In { Object f = new Object(){ public String toString(){return "In.f";}}; static Object g(){ return new Object(){ public String toString(){return "In.g";}}; } }
  static Comparator<String> c = Comparator.<String,String>comparing(x -> { p(new Object(){ public String toString(){return "cmp1";}}); return x; }).thenComparing(new Comparator<String>(){ public int compare(String a,String b){ return 0; } });
  public static void main(String[] a) throws Exception {
    new AnonymousNames(); p(st); p(E.X); p(E.Y); p(new In().f); p(In.g()); c.compare("a","a");
    p(id(new Object(){ public String toString(){return "id-arg";}}));
    p(l(new Object(){ public String toString(){return "v1";}}, id(new Object(){ public String toString(){return "v2";}}), new ArrayList<String>(){ public String toString(){return "v3";}}).get(2));
    Map<String,Object> m = new TreeMap<>(new Comparator<String>(){ public int compare(String x,String y){ return x.compareTo(y);} public String toString(){return "cmp";}}) {{ put("k", new Object(){ public String toString(){return "in-init";}}); }};
    p(m); p(m.get("k")); p(((TreeMap<String,Object>) m).comparator());
    Object o = a.length == 0 ? new Object(){ public String toString(){return "t";}} : new Object(){ public String toString(){return "f";}}; p(o);
    Runnable r = () -> p(new Object(){ public String toString(){return "lam";}}); r.run();
    Supplier<Supplier<Object>> ss = () -> () -> new Object(){ public String toString(){return "lamlam";}}; p(ss.get().get());
    l(1,2).stream().map(new Function<Integer,Object>(){ public Object apply(Integer i){ return new Object(){ public String toString(){return "x"+i;}}; }}).map(q -> { p(new Object(){ public String toString(){return "q";}}); return q; }).filter(new Predicate<Object>(){ public boolean test(Object x){ p(this.getClass()); return true; }}).forEach(x -> p(x));
    for (Object x : l(new Object(){ public String toString(){return "loop";}})) p(x);
    switch (a.length) { case 0: p(new Object(){ public String toString(){return "case";}}); }
    try { throw new Exception(){ public String toString(){return "ex";}}; } catch (Exception e) { p(e); }
    new Object(){ void go(){ p(this); p(new Object(){}.getClass().getName()); } public String toString(){return "go";}}.go();
    StringBuilder sb = new StringBuilder().append(new Object(){ public String toString(){return "s1";}}).append(id(new Object(){ public String toString(){return "s2";}}.getClass().getName())).append(new Object(){}.getClass().getName()); System.out.println(sb);
  }
}
