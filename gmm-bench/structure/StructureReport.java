import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/**
 * Measures the structure of the sources: package graphs, public types, lengths of methods, and
 * equal passages. Needs only a JDK: {@code java gmm-bench/structure/StructureReport.java [FOLDER]}.
 */
final class StructureReport {
  private static final String ROOT_PACKAGE = "dev.gmm4j";
  private static final String API = "gmm-api";
  private static final String MIXTURE_PACKAGE = "gmm-backend-vector/src/.*/mixture/.*";

  private final Path root;
  private final Map<String, List<Source>> mains = new TreeMap<>();

  private StructureReport(Path root) {
    this.root = root;
  }

  public static void main(String[] args) throws IOException {
    var report = new StructureReport(Path.of(args.length == 0 ? "." : args[0]));
    print("# java gmm-bench/structure/StructureReport.java");
    print("# commit %s", report.commit());
    print("# date %s", LocalDate.now());
    print("# java %s", Runtime.version());
    print("%nNothing here counts package-info.java and module-info.java, but section 4 does.");
    report.parseModules();
    report.printPackageGraphs();
    report.printPublicTypes();
    report.printMethodLines();
    report.printEqualPassages();
  }

  /** The commit of the checkout, with "-dirty" where tracked files differ from it. */
  private String commit() throws IOException {
    var git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*");
    git.directory(root.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    return new String(git.start().getInputStream().readAllBytes()).strip();
  }

  private static void print(String format, Object... arguments) {
    System.out.println(String.format(format, arguments));
  }

  private static void printHeading(String text) {
    print("%n%s%n%s%n", text, "-".repeat(text.length()));
  }

  // Sources

  /** A parsed file: its top-level types by full name, all dotted names in it, and its methods. */
  private record Source(
      String packageName, Set<String> types, long publicTypes, Set<String> names,
      List<Method> methods) {}

  private record Method(String text, int lines) {}

  private void parseModules() throws IOException {
    for (Path module : modules()) {
      List<Path> files = javaFiles(module.resolve("src/main/java"));
      // What generates sources is written by hand, too.
      files.addAll(javaFiles(module.resolve("src/generator/java")));
      files.removeIf(f -> f.endsWith("module-info.java") || f.endsWith("package-info.java"));
      if (!files.isEmpty()) {
        mains.put(name(module), parse(files));
      }
    }
  }

  /** The Maven modules {@code gmm-x} and {@code gmm-x/y}, by name. */
  private List<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.walk(root, 2)) {
      return folders
          .filter(f -> name(f).startsWith("gmm-") && Files.exists(f.resolve("pom.xml")))
          .sorted(Comparator.comparing(this::name))
          .toList();
    }
  }

  private String name(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted()
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  /** Parses only, so that no library is needed. */
  private List<Source> parse(List<Path> files) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var inputs = manager.getJavaFileObjectsFromPaths(files);
      var task = (JavacTask) compiler.getTask(null, manager, null, null, null, inputs);
      List<Source> sources = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        String path = name(Path.of(unit.getSourceFile().getName()));
        var scanner = new FileScanner(unit, path, Trees.instance(task).getSourcePositions());
        scanner.scan(unit, null);
        sources.add(source(unit, scanner));
      }
      return sources;
    }
  }

  private static Source source(CompilationUnitTree unit, FileScanner scanner) {
    List<ClassTree> types = unit.getTypeDecls().stream()
        .filter(ClassTree.class::isInstance).map(ClassTree.class::cast).toList();
    long publicTypes = types.stream()
        .filter(t -> t.getModifiers().getFlags().contains(Modifier.PUBLIC)).count();
    String packageName = unit.getPackageName().toString();
    Set<String> names = types.stream()
        .map(t -> packageName + "." + t.getSimpleName()).collect(Collectors.toSet());
    return new Source(packageName, names, publicTypes, scanner.names, scanner.methods);
  }

  /** Collects dotted names, those of imports too, and the lengths of methods. */
  private static final class FileScanner extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final String path;
    private final SourcePositions positions;
    private final CharSequence text;
    private final Set<String> names = new HashSet<>();
    private final List<Method> methods = new ArrayList<>();

    FileScanner(CompilationUnitTree unit, String path, SourcePositions positions)
        throws IOException {
      this.unit = unit;
      this.path = path;
      this.positions = positions;
      this.text = unit.getSourceFile().getCharContent(true);
    }

    /** Adds a.b.C of a.b.C.d too, since the scanner comes to each part of a longer name. */
    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
      names.add(tree.toString());
      return super.visitMemberSelect(tree, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      if (method.getBody() != null) {
        long first = unit.getLineMap().getLineNumber(startAfterAnnotations(method));
        long last = unit.getLineMap().getLineNumber(end(method.getBody()) - 1);
        String name = method.getReturnType() == null ? "constructor" : method.getName().toString();
        methods.add(new Method(name + ", " + path + ":" + first, (int) (last - first + 1)));
      }
      return super.visitMethod(method, null);
    }

    private long startAfterAnnotations(MethodTree method) {
      long start = positions.getStartPosition(unit, method);
      for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
        if (positions.getStartPosition(unit, annotation) == start) {
          start = end(annotation);
          while (Character.isWhitespace(text.charAt((int) start))) {
            start++;
          }
        }
      }
      return start;
    }

    private long end(Tree tree) {
      return positions.getEndPosition(unit, tree);
    }
  }

  // Package graphs

  private void printPackageGraphs() {
    printHeading("1. Package graphs, within each module's main sources");
    print("""
        A package depends on another where a file of it imports or names a type of the other. Types
        that are only inferred, and comments, do not count. A circle is a strongly connected
        component; its size is in packages.
        """);
    print("%-24s %8s %6s %15s", "module", "packages", "edges", "largest circle");
    mains.forEach((module, sources) -> {
      var graph = packageGraph(sources);
      int largest = Tarjan.components(graph).stream().mapToInt(List::size).max().orElse(0);
      print("%-24s %8d %6d %15d", module, graph.size(), edges(graph), largest);
    });
    var api = packageGraph(mains.getOrDefault(API, List.of()));
    print("%nThe %d edges of %s:", edges(api), API);
    api.forEach((from, all) -> all.forEach(to -> print("  %s -> %s", from, to)));
    print("%nThe strongly connected components of %s:", API);
    Tarjan.components(api).forEach(c -> print("  %d: %s", c.size(), String.join(" ", c)));
  }

  private static int edges(Map<String, Set<String>> graph) {
    return graph.values().stream().mapToInt(Collection::size).sum();
  }

  /** The other packages of the same module that each package depends on. */
  private static Map<String, Set<String>> packageGraph(List<Source> sources) {
    Map<String, String> packageOf = new HashMap<>();
    Map<String, Set<String>> graph = new TreeMap<>();
    for (Source source : sources) {
      graph.put(source.packageName(), new TreeSet<>());
      packageOf.put(source.packageName() + ".*", source.packageName());
      source.types().forEach(type -> packageOf.put(type, source.packageName()));
    }
    for (Source source : sources) {
      source.names().stream().filter(packageOf::containsKey).map(packageOf::get)
          .filter(used -> !used.equals(source.packageName()))
          .forEach(graph.get(source.packageName())::add);
    }
    return graph;
  }

  /** Strongly connected components after Tarjan (1972). */
  private static final class Tarjan {
    private final Map<String, Set<String>> graph;
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> stack = new ArrayDeque<>();
    private final List<List<String>> components = new ArrayList<>();

    private Tarjan(Map<String, Set<String>> graph) {
      this.graph = graph;
    }

    static List<List<String>> components(Map<String, Set<String>> graph) {
      var tarjan = new Tarjan(graph);
      graph.keySet().forEach(tarjan::visit);
      return tarjan.components;
    }

    private void visit(String node) {
      if (index.containsKey(node)) {
        return;
      }
      index.put(node, index.size());
      low.put(node, index.get(node));
      stack.push(node);
      for (String next : graph.get(node)) {
        visit(next);
        if (stack.contains(next)) {
          low.merge(node, low.get(next), Math::min);
        }
      }
      if (low.get(node).equals(index.get(node))) {
        components.add(popTo(node));
      }
    }

    private List<String> popTo(String last) {
      List<String> component = new ArrayList<>();
      do {
        component.add(stack.pop());
      } while (!component.contains(last));
      component.sort(null);
      return component;
    }
  }

  // Public types and methods

  private void printPublicTypes() {
    printHeading("2. Public top-level types of " + API);
    var byPackage = mains.getOrDefault(API, List.of()).stream()
        .collect(Collectors.groupingBy(Source::packageName, TreeMap::new, Collectors.toList()));
    long inRoot = publicTypes(byPackage.getOrDefault(ROOT_PACKAGE, List.of()));
    print("Public top-level types of %s: %d", ROOT_PACKAGE, inRoot);
    print("%n%-30s %6s %13s", "package", "files", "public types");
    byPackage.forEach((name, f) -> print("%-30s %6d %13d", name, f.size(), publicTypes(f)));
  }

  private static long publicTypes(List<Source> sources) {
    return sources.stream().mapToLong(Source::publicTypes).sum();
  }

  private void printMethodLines() {
    printHeading("3. Lines of methods and constructors with a body, main sources");
    print("""
        From the line of the modifiers or the name, after annotations above it, to that of the
        closing brace, with comments and blank lines. Quantiles are of nearest rank. Public files
        are those with a public top-level type.
        """);
    print("%-24s %7s %6s %4s %4s %6s %7s   %s",
        "module", "methods", "median", "p90", "max", "files", "public", "longest");
    mains.forEach(StructureReport::printMethodLines);
    printMethodLines("all", mains.values().stream().flatMap(List::stream).toList());
  }

  private static void printMethodLines(String module, List<Source> files) {
    List<Method> methods = files.stream().flatMap(s -> s.methods().stream())
        .sorted(Comparator.comparingInt(Method::lines)).toList();
    double open = files.stream().filter(s -> s.publicTypes() > 0).count();
    Method longest = quantile(methods, 1);
    print("%-24s %7d %6d %4d %4d %6d %6.0f%%   %s", module, methods.size(),
        quantile(methods, 0.5).lines(), quantile(methods, 0.9).lines(), longest.lines(),
        files.size(), 100 * open / files.size(), longest.text());
  }

  private static Method quantile(List<Method> sorted, double p) {
    return sorted.get((int) Math.ceil(p * sorted.size()) - 1);
  }

  // Equal passages

  private void printEqualPassages() throws IOException {
    var passages = new EqualPassages();
    for (Path module : modules()) {
      for (String folder : List.of("src/main/java", "src/generator/java", "src/test/java")) {
        for (Path file : javaFiles(module.resolve(folder))) {
          passages.add(name(file), Files.readAllLines(file));
        }
      }
    }
    List<Pair> pairs = passages.pairs();
    List<Pair> others = pairs.stream()
        .filter(p -> !p.first().file().matches(MIXTURE_PACKAGE))
        .filter(p -> !p.second().file().matches(MIXTURE_PACKAGE)).toList();
    printHeading("4. Pairs of places with six equal lines, main and test sources");
    print(EqualPassages.DEFINITION);
    print("Lines that count: %d", passages.lines.stream().filter(l -> l.code() >= 0).count());
    print("Pairs of places: %d, and %d left out", pairs.size(), passages.leftOut);
    print("Without package mixture of gmm-backend-vector in either place: %d", others.size());
    print("%nThe 15 longest (lines, first place, second place):");
    pairs.stream().limit(15).forEach(StructureReport::print);
    print("%nThe 15 longest without package mixture of gmm-backend-vector:");
    others.stream().limit(15).forEach(StructureReport::print);
  }

  private static void print(Pair pair) {
    print("%5d  %s%n       %s", pair.length(), pair.first().text(), pair.second().text());
  }

  private record Place(String file, int first, int last) {
    String text() {
      return file + ":" + first + "-" + last;
    }
  }

  private record Pair(Place first, Place second, int length) {}

  private static final class EqualPassages {
    static final int WINDOW = 6;
    static final int MOST_PLACES = 8;
    static final String DEFINITION = """
        Lines are compared without white space at both ends. Blank lines, comment lines, lines of
        nothing but { } ( ) [ ] ; , and . , and import and package lines are passed over. A run of
        at least 6 lines that are equal one by one in two places, and that can not be extended at
        either end, is one pair of places. Runs whose whole text stands in more than 8 places are
        left out, and so are two places that overlap.
        """;

    /** A line that counts; equal lines have the same code, and the end of a file one of its own. */
    private record Line(int code, String file, int number) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();
    private final Map<String, Integer> codeOf = new HashMap<>();
    private int leftOut;

    void add(String file, List<String> text) {
      boolean inComment = false;
      for (int i = 0; i < text.size(); i++) {
        String line = text.get(i).strip();
        boolean opened = inComment || line.startsWith("/*");
        inComment = opened && !line.contains("*/");
        if (!opened && counts(line)) {
          add(new Line(codeOf.computeIfAbsent(line, t -> codeOf.size()), file, i + 1));
        }
      }
      add(new Line(-1 - lines.size(), file, text.size()));
    }

    private void add(Line line) {
      lines.add(line);
      codes.add(line.code());
    }

    private static boolean counts(String line) {
      return !line.startsWith("//") && !line.matches("[{}()\\[\\];,.\\s]*|(import|package) .*;");
    }

    /** All pairs, the longest first. */
    List<Pair> pairs() {
      Map<List<Integer>, List<Integer>> starts = new HashMap<>();
      for (int i = 0; i + WINDOW <= codes.size(); i++) {
        starts.computeIfAbsent(codes.subList(i, i + WINDOW), w -> new ArrayList<>()).add(i);
      }
      List<Pair> pairs = new ArrayList<>();
      for (List<Integer> equal : starts.values()) {
        for (int i : equal) {
          equal.stream().filter(j -> j > i).forEach(j -> addPair(i, j, equal, pairs));
        }
      }
      pairs.sort(Comparator.comparingInt(Pair::length).reversed()
          .thenComparing(p -> p.first().text()).thenComparing(p -> p.second().text()));
      return pairs;
    }

    /** Adds the run that begins at i and at j, unless it begins earlier. */
    private void addPair(int i, int j, List<Integer> starts, List<Pair> pairs) {
      if (i > 0 && codes.get(i - 1).equals(codes.get(j - 1))) {
        return;
      }
      int length = length(i, j);
      long places = starts.stream().filter(k -> k == i || length(i, k) >= length).count();
      if (i + length <= j && places <= MOST_PLACES) {
        pairs.add(new Pair(place(i, length), place(j, length), length));
      } else {
        leftOut++;
      }
    }

    private int length(int i, int j) {
      int length = 0;
      while (codes.get(i + length).equals(codes.get(j + length))) {
        length++;
      }
      return length;
    }

    private Place place(int start, int length) {
      Line first = lines.get(start);
      return new Place(first.file(), first.number(), lines.get(start + length - 1).number());
    }
  }
}
