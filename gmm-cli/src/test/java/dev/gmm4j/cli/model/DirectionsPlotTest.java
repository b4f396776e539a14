package dev.gmm4j.cli.model;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of directions, of models and of classifiers. */
class DirectionsPlotTest {
  private static final Path IRIS = data("iris.csv");

  @TempDir
  private static Path folder;

  private static Path model = Path.of("");
  private static Path classifier = Path.of("");

  @BeforeAll
  static void fit() {
    model = folder.resolve("model.json");
    classifier = folder.resolve("classifier.json");
    gmm("fit", IRIS, "--columns", "0,1,2,3", "-k", 3, "--covariance", "VEV", "-o", model)
        .done();
    gmm("classify", "fit", IRIS, "--label", "species", "--models", "VEV", "-o", classifier)
        .done();
  }

  private static String drawn(Path file, Path rows, Object... options) throws IOException {
    Path picture = folder.resolve("picture.svg");
    Object[] all = new Object[6 + options.length];
    System.arraycopy(new Object[] {"plot", file, rows, "--force", "-o", picture}, 0, all, 0, 6);
    System.arraycopy(options, 0, all, 6, options.length);
    gmm(all).done();
    return Files.readString(picture);
  }

  @Test
  void directions_haveRegionsAndContours() throws IOException {
    assertThat(drawn(model, IRIS, "--kind", "directions"))
        .contains("<title>iris.csv: 3 components, VEV covariance</title>")
        .contains("<title>regions</title>", "boundary between regions", "density contours")
        .containsPattern("direction 1 \\(9\\d\\.\\d % of eigenvalues\\) across and direction 2 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scatter", "contour", "clusters", "certainty"})
  void kindsOfTwoFeatures_areProjected_whereNoneAreChosen(String kind) throws IOException {
    assertThat(drawn(model, IRIS, "--kind", kind))
        .contains("direction 1 (")
        .doesNotContain("<title>regions</title>");
  }

  @Test
  void directions_canBeChosen() throws IOException {
    String both = drawn(model, IRIS, "--directions", "0.5");
    assertThat(both).contains("direction 1 (").contains("<title>regions</title>");
    assertThat(drawn(model, IRIS, "--directions", "0")).isNotEqualTo(both);
    assertThat(drawn(model, IRIS, "--directions", "crimcoords", "--shade", "uncertainty"))
        .contains("<title>uncertain</title>")
        .doesNotContain("<title>regions</title>");
    assertThat(drawn(model, IRIS, "--axes", "2,3", "--shade", "regions"))
        .contains("petal_length across", "<title>regions</title>");
  }

  @Test
  void oneComponent_hasDirectionsOfVariance() throws IOException {
    Path one = folder.resolve("one.json");
    gmm("fit", IRIS, "--columns", "0,1,2,3", "-k", 1, "-o", one).done();

    assertThat(drawn(one, IRIS, "--kind", "contour"))
        .contains("largest variance across and largest remaining variance up");
  }

  @Test
  void missingValues_areMarked() throws IOException {
    assertThat(drawn(model, data("iris-missing.csv"), "--kind", "directions"))
        .contains("imputed: mean given what is observed");
  }

  /** Without the known classes, those that are predicted; with them, those that are decided wrongly have rings. */
  @Test
  void classifier_isDrawnInDirections() throws IOException {
    assertThat(drawn(classifier, IRIS))
        .contains("<title>iris.csv: 3 classes, VEV covariance</title>", "direction 1 (")
        .contains("<title>samples of class 1</title>")
        .doesNotContain("decided for another class");
    String known = drawn(classifier, IRIS, "--color-by", "species");
    String rings = known.substring(known.indexOf("<title>decided for another class</title>"));
    assertThat(known).contains("<title>samples of species 1</title>");
    assertThat(rings.substring(0, rings.indexOf("</g>")).split("<circle", -1)).hasSize(1 + 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pairs", "clusters", "certainty", "contour", "scatter"})
  void classifier_isDrawnInOtherKinds(String kind) throws IOException {
    assertThat(drawn(classifier, IRIS, "--kind", kind, "--color-by", "species"))
        .contains("species 2")
        .contains("<title>iris.csv: 3 classes, VEV covariance</title>");
    assertThat(drawn(classifier, IRIS, "--kind", kind)).contains("class 2");
  }

  @Test
  void classifier_hasNoTrace_andNeedsItsFeatures() {
    assertThat(gmm("plot", classifier, IRIS, "--kind", "trace", "-o", folder.resolve("no.svg"))
            .failed(ExitStatus.DATA))
        .contains(classifier + " is a classifier, which has no trace of EM");
    assertThat(gmm("plot", classifier, data("faithful.csv"), "-o", folder.resolve("no.svg"))
            .failed(ExitStatus.DATA))
        .contains("faithful.csv has 2 feature columns, but the model " + classifier);
    assertThat(folder.resolve("no.svg")).doesNotExist();
  }

  /** Classes that the classifier does not know come after its own, and are not decided wrongly. */
  @Test
  void namesOfAnyKind_areShownAsTheyAre() throws IOException {
    String rows = """
        "a,b",<c>,$d$,kind
        1,2,3,"x & y"
        2,1,4,"x & y"
        1,1,3.5,"x & y"
        9,8,1,
        8,9,0,z
        9,9.5,1.5,z
        7,8,0.5,z
        2,2,3.2,"x & y"
        8.5,7,1,z
        1.5,2.5,4,"x & y"
        """;
    Path file = Files.writeString(folder.resolve("odd.csv"), rows);
    Path odd = folder.resolve("odd.json");
    gmm("classify", "fit", file, "--label", "kind", "--models", "EII", "-o", odd)
        .done();

    assertThat(drawn(odd, file, "--color-by", "kind"))
        .contains("samples of x &amp; y", "samples of z", "samples of kind empty");
    Path picture = folder.resolve("new.svg");
    gmmWithInput(rows.replace("z", "new"), "plot", odd, "-", "--color-by", "kind", "-o", picture)
        .done();
    assertThat(Files.readString(picture)).contains("samples of new");
  }
}
