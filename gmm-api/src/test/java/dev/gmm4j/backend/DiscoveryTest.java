package dev.gmm4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.spi.Availability;
import dev.gmm4j.testing.ProviderFolder;
import dev.gmm4j.testing.ProviderFolder.Source;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
  @TempDir
  static Path folder;

  private static ProviderFolder providers;

  @BeforeAll
  static void compile() {
    providers = new ProviderFolder(folder);
    providers.compile(
        new Source("acme.Good").priority(5),
        new Source("acme.Better").priority(10),
        new Source("acme.Alike").priority(5),
        new Source("acme.Lowest").priority(Integer.MIN_VALUE),
        new Source("acme.Highest").priority(Integer.MAX_VALUE),
        new Source("acme.BrokenSuper").extending("acme.Gone"),
        new Source("acme.BrokenInit").members("static { Object o = new Gone(); }"),
        new Source("acme.ThrowingConstructor")
            .members(
                "public ThrowingConstructor() { throw new IllegalStateException(\"no licence\"); }"),
        new Source("acme.ThrowingId").id("throw new IllegalStateException(\"forgot my name\");"),
        new Source("acme.ThrowingProbe")
            .availability("throw new NoClassDefFoundError(\"acme/Library\");"),
        new Source("acme.Unavailable")
            .priority(99)
            .availability("return Availability.unavailable(\"no library\", \"install it\");"),
        new Source("acme.TwinA").id("return \"twin\";"),
        new Source("acme.TwinB").id("return \"twin\";"),
        new Source("acme.Fastest").id("return \"fastest\";").priority(1000),
        new Source("acme.FakeEjml").id("return \"ejml\";").priority(1000),
        new Source("dev.gmm4j.fake.OwnEjml").id("return \"ejml\";"));
  }

  private static List<BackendReport> reports(String... lines) throws IOException {
    try (URLClassLoader loader = providers.loader(lines)) {
      return Discovery.of(List.of(loader)).stream().map(Candidate::report).toList();
    }
  }

  @Test
  void goodProvider_isReported() throws IOException {
    assertThat(reports("acme.Good"))
        .containsExactly(
            new BackendReport("good", 5, "acme.Good", Availability.available("works")));
  }

  @Test
  void noServiceFileLines_meanNoCandidate() throws IOException {
    assertThat(reports()).isEmpty();
    assertThat(reports("# a comment only")).isEmpty();
  }

  @Test
  void highestPriority_isFirstAndTiesGoById() throws IOException {
    assertThat(reports("acme.Lowest", "acme.Good", "acme.Highest", "acme.Alike", "acme.Better"))
        .extracting(BackendReport::id)
        .containsExactly("highest", "better", "alike", "good", "lowest");
  }

  @Test
  void brokenProviders_doNotDisturbTheOthers() throws IOException {
    List<BackendReport> reports = reports(
        "acme.Missing",
        "acme.BrokenSuper",
        "acme.Good",
        "acme.ThrowingConstructor",
        "acme.BrokenInit",
        "acme.Backend",
        "acme.Better");

    assertThat(reports)
        .extracting(BackendReport::id)
        .startsWith("better", "good")
        .hasSize(7);
    List<BackendReport> broken = reports.subList(2, 7);
    assertThat(broken).allSatisfy(report -> {
      assertThat(report.priority()).isEqualTo(Integer.MIN_VALUE);
      assertThat(report.availability().available()).isFalse();
      assertThat(report.availability().remedy())
          .isEqualTo("repair or remove the jar that registers the provider");
      assertThat(report.availability().detail()).doesNotContain("\n");
    });
    assertThat(broken)
        .extracting(report -> report.availability().detail())
        .anyMatch(detail -> detail.contains("acme.Missing") && detail.contains("not found"))
        .anyMatch(detail -> detail.equals("the class acme.Gone is missing"))
        .anyMatch(
            detail -> detail.contains("acme.ThrowingConstructor") && detail.contains("no licence"))
        .anyMatch(detail -> detail.contains("acme.BrokenInit"))
        .anyMatch(detail -> detail.contains("acme.Backend"));
  }

  @Test
  void providersThatThrow_areListedByTheirClass() throws IOException {
    List<BackendReport> reports = reports("acme.ThrowingId", "acme.ThrowingProbe", "acme.Good");

    assertThat(reports)
        .extracting(BackendReport::id)
        .containsExactly("good", "acme.ThrowingId", "acme.ThrowingProbe");
    assertThat(reports.get(1).availability()).isEqualTo(Availability.broken("forgot my name", ""));
    assertThat(reports.get(2).availability())
        .isEqualTo(Availability.broken(
            "the class acme.Library is missing",
            "add the jar that has this class to the class path or module path"));
  }

  @Test
  void unavailableProvider_keepsItsRankReasonAndRemedy() throws IOException {
    assertThat(reports("acme.Good", "acme.Unavailable").get(0))
        .isEqualTo(new BackendReport(
            "unavailable",
            99,
            "acme.Unavailable",
            Availability.unavailable("no library", "install it")));
  }

  @Test
  void idClaimedTwice_isNobodys() throws IOException {
    List<BackendReport> reports = reports("acme.TwinA", "acme.TwinB", "acme.Good");

    assertThat(reports)
        .extracting(BackendReport::provider)
        .containsExactlyInAnyOrder("acme.Good", "acme.TwinA", "acme.TwinB");
    assertThat(reports)
        .filteredOn(report -> report.id().equals("twin"))
        .hasSize(2)
        .extracting(BackendReport::availability)
        .containsOnly(Availability.broken(
            "the id is claimed by more than one provider: [acme.TwinA, acme.TwinB]", ""));
    assertThat(reports)
        .filteredOn(report -> report.id().equals("good"))
        .allMatch(report -> report.availability().available());
  }

  @Test
  void reservedId_isRefusedToOutsidersOnly() throws IOException {
    List<BackendReport> reports = reports("acme.FakeEjml", "dev.gmm4j.fake.OwnEjml");

    assertThat(reports)
        .containsExactly(
            new BackendReport(
                "ejml",
                1000,
                "acme.FakeEjml",
                Availability.broken("the id ejml is reserved for gmm4j's own backend", "")),
            new BackendReport(
                "ejml", 0, "dev.gmm4j.fake.OwnEjml", Availability.available("works")));
  }

  @Test
  void nameOfAChoice_isRefusedToAll() throws IOException {
    assertThat(reports("acme.Fastest"))
        .extracting(BackendReport::availability)
        .containsExactly(
            Availability.broken("the id fastest stands for a choice among backends", ""));
  }

  @Test
  void classSeenByTwoLoaders_isOneCandidate() throws IOException {
    try (URLClassLoader first = providers.loader("acme.Good");
        URLClassLoader second =
            providers.loader("acme.Good", "acme.Missing", "acme.Missing", "acme.Better");
        URLClassLoader third = providers.loader("acme.Missing")) {
      List<Candidate> candidates = Discovery.of(List.of(first, second, third));

      assertThat(candidates)
          .extracting(candidate -> candidate.report().id())
          .startsWith("better", "good")
          .hasSize(3);
    }
  }

  @Test
  void unreadableServiceFile_isReportedAndEnds() throws IOException {
    List<BackendReport> reports = reports("this is no class name");

    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).availability().available()).isFalse();
    assertThat(reports.get(0).availability().detail()).contains("META-INF/services");
  }

  @Test
  void manyBrokenProviders_areNotMistakenForAnEndlessFailure() throws IOException {
    String[] lines = new String[21];
    for (int i = 0; i < 20; i++) {
      lines[i] = "acme.Missing" + i;
    }
    lines[20] = "acme.Good";

    assertThat(reports(lines)).hasSize(21).extracting(BackendReport::id).startsWith("good");
  }

  @Test
  void standardCandidates_areThoseOfThisModule() throws IOException {
    assertThat(Discovery.standard())
        .extracting(Candidate::report)
        .containsExactly(new BackendReport(
            "naive",
            0,
            "dev.gmm4j.testing.NaiveBackendProvider",
            Availability.available("textbook loops")));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader context = providers.loader("acme.Good")) {
      thread.setContextClassLoader(context);

      assertThat(Discovery.standard())
          .extracting(candidate -> candidate.report().id())
          .containsExactly("good", "naive");
      thread.setContextClassLoader(null);
      assertThat(Discovery.standard())
          .extracting(candidate -> candidate.report().id())
          .containsExactly("naive");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void description_isTheChainOfMessagesInOneLine() {
    Throwable failure = new IllegalStateException(
        "outer", new NoClassDefFoundError("acme/Library").initCause(new Exception("outer")));

    assertThat(Discovery.describe(failure)).isEqualTo("outer: the class acme.Library is missing");
    assertThat(Discovery.describe(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void description_ofSeveralLinesBecomesOne() {
    assertThat(Discovery.describe(new UnsatisfiedLinkError("first line\n  second line")))
        .startsWith("java.lang.UnsatisfiedLinkError: first line")
        .endsWith("second line")
        .doesNotContain("\n");
  }
}
