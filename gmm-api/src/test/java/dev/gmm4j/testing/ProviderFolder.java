package dev.gmm4j.testing;

import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles providers into a folder and makes class loaders that find some of them as services. */
public final class ProviderFolder {
  private static final String SERVICE = LinearAlgebraBackendProvider.class.getName();

  private static final String BACKEND = """
      package acme;
      import dev.gmm4j.spi.Transpose;
      public record Backend(String id) implements dev.gmm4j.spi.LinearAlgebraBackend {
        public void multiply(Transpose s, Transpose t, int m, int n, int k,
            double[] a, double[] b, double[] c) {}
        public void weightedGram(int r, int c, double[] a, double[] w, double[] g) {}
        public int cholesky(int n, double[] a, double[] f) { return -1; }
        public void invertLower(int n, double[] l, double[] i) {}
        public void solveLower(Transpose t, int n, int c, double[] l, double[] b, double[] x) {}
        public void symmetricEigen(int n, double[] a, double[] v, double[] w) {}
      }
      """;

  private final Path root;
  private final Path classes;
  private int loaders;

  /** Creates a folder with classes still to be compiled. */
  public ProviderFolder(Path root) {
    this.root = root;
    this.classes = root.resolve("classes");
  }

  /** The source of a provider; every part can be broken. */
  public static final class Source {
    private final String name;
    private String supertype = "";
    private String members = "";
    private String id;
    private int priority;
    private String availability = "return Availability.available(\"works\");";
    private String create;

    /** Describes a provider that works, with its own simple name in lower case as id. */
    public Source(String name) {
      this.name = name;
      id = "return \"" + simpleName().toLowerCase(Locale.ROOT) + "\";";
      create = "return new acme.Backend(id());";
    }

    /** Sets the supertype. */
    public Source extending(String newSupertype) {
      supertype = "extends " + newSupertype;
      return this;
    }

    /** Adds members. */
    public Source members(String newMembers) {
      members = newMembers;
      return this;
    }

    /** Sets the body of id. */
    public Source id(String body) {
      id = body;
      return this;
    }

    /** Sets the priority. */
    public Source priority(int newPriority) {
      priority = newPriority;
      return this;
    }

    /** Sets the body of availability. */
    public Source availability(String body) {
      availability = body;
      return this;
    }

    /** Sets the body of create. */
    public Source create(String body) {
      create = body;
      return this;
    }

    private String simpleName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }

    private String text() {
      String packageName = name.substring(0, name.lastIndexOf('.'));
      return """
          package %s;
          import dev.gmm4j.spi.*;
          public class %s %s implements LinearAlgebraBackendProvider {
            %s
            public String id() { %s }
            public int priority() { return %d; }
            public Availability availability() { %s }
            public LinearAlgebraBackend create(BackendOptions options) { %s }
          }
          """.formatted(
              packageName, simpleName(), supertype, members, id, priority, availability, create);
    }
  }

  /** Compiles providers and an empty supertype {@code acme.Gone}, whose class file is then deleted. */
  public void compile(Source... sources) {
    List<JavaFileObject> units = new ArrayList<>();
    units.add(unit("acme.Backend", BACKEND));
    units.add(unit("acme.Gone", "package acme; public class Gone {}"));
    for (Source source : sources) {
      units.add(unit(source.name, source.text()));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Files.createDirectories(classes);
      List<String> options = List.of(
          "-proc:none", "-d", classes.toString(), "-classpath", mainClasses().toString());
      if (!compiler.getTask(messages, files, null, options, null, units).call()) {
        throw new IllegalArgumentException(messages.toString());
      }
      Files.delete(classes.resolve("acme/Gone.class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folder of this module's own classes. */
  public static Path mainClasses() {
    try {
      return Path.of(LinearAlgebraBackendProvider.class
          .getProtectionDomain()
          .getCodeSource()
          .getLocation()
          .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JavaFileObject unit(String name, String text) {
    URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /** Returns a new class loader that finds the lines of one service file, and no other. */
  public URLClassLoader loader(String... lines) {
    Path folder = root.resolve("loader" + loaders++);
    Path file = folder.resolve("META-INF/services/" + SERVICE);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, List.of(lines));
      URL[] urls = Stream.of(folder, classes).map(ProviderFolder::url).toArray(URL[]::new);
      return new URLClassLoader(urls, new NoServices());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This module's classes without the service file of its tests. */
  private static final class NoServices extends ClassLoader {
    NoServices() {
      super(ProviderFolder.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return Collections.emptyEnumeration();
    }
  }
}
