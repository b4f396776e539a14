package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Model files are as {@code docs/formats.md} describes them, property by property. */
class ModelDescriptionTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([A-Za-z.]+)` \\| .+ \\|( yes)? \\|$", Pattern.MULTILINE);
  private static final JsonFactory FACTORY = new JsonFactory();

  @TempDir
  private Path folder;

  private static String section() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "formats.md"));
    return page.substring(page.indexOf("\n## Models\n"), page.indexOf("\n## Exchange"));
  }

  /** The properties that are described, and whether they may be missing. */
  private static Map<String, Boolean> described() throws IOException {
    Map<String, Boolean> properties = new LinkedHashMap<>();
    for (MatchResult row : ROW.matcher(section()).results().toList()) {
      assertThat(properties.put(row.group(1), row.group(2) != null))
          .as(row.group(1))
          .isNull();
    }
    return properties;
  }

  /** A model file that leaves nothing out. */
  private static String everything() {
    NoiseRegion region = NoiseRegion.of(
        new double[] {-1, 2}, new double[] {1, 7}, new double[][] {{0.6, 0.8}, {-0.8, 0.6}});
    GaussianMixture model = GaussianMixture.of(
            new double[] {0.25, 0.5},
            new double[][] {{0, 1}, {2, 3}},
            Covariances.full(new double[][][] {{{2, 1}, {1, 3}}, {{3, 1}, {1, 2}}}),
            new UniformNoise(0.25, region),
            Backends.standard().automatic())
        .chosenAmong(CovarianceModel.VEV, MixingProportions.EQUAL);
    ConjugatePrior prior = ConjugatePrior.defaults()
        .withMean(1, 2)
        .withDegreesOfFreedom(4)
        .withScale(new double[][] {{2, 0}, {0, 1}});
    FitRecord fit = Models.fit(prior, 12.5)
        .withMissing(new MissingCounts(5, 20, 4, 1))
        .withTrimming(new TrimmingRecord(Trimming.hard(0.25), 2, 6, -7.5, List.of(1, 4)));
    return new ModelFile(model, List.of("x", "y"), fit)
        .withMetadata(Map.of("own", 1))
        .toJson();
  }

  /** Model files that together leave nothing out: a posterior has no noise, and t distributions no search of this kind. */
  private static List<String> files() {
    String posterior = PosteriorFileTest.file(CovarianceType.FULL, WeightPrior.dirichletProcess())
        .toJson();
    FitRecord searched = Models.withMoves(List.of(new SearchMove(0, 1, 2, -3.5, -3.25, true)));
    String moves = new ModelFile(Models.of(CovarianceType.FULL), List.of(), searched).toJson();
    String student = new StudentModelFile(
            StudentModelFileTest.mixture(CovarianceType.FULL), List.of(), null, Map.of(), List.of())
        .toJson();
    FitRecord ofFactors = Models.FIT.withFactors(new FitRecord.FactorSettings(0.01, 0.25));
    String factors = new FactorModelFile(
            FactorModelFileTest.mixture(), List.of(), ofFactors, Map.of(), List.of())
        .toJson();
    return List.of(everything(), posterior, moves, student, factors);
  }

  private interface Property {
    void visit(String path, JsonParser json, JsonGenerator copy);
  }

  /** Copies JSON; whoever looks at a property may skip it. */
  private static String copy(String json, Property property) {
    StringWriter text = new StringWriter();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json);
        JsonGenerator copy = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME) {
          String pointer = parser.streamReadContext().pathAsPointer().toString();
          // What is the same in all entries of an array has one name.
          String path = pointer.substring(1).replaceAll("/\\d+", "").replace('/', '.');
          property.visit(path, parser, copy);
        } else {
          copy.copyCurrentEvent(parser);
        }
      }
    }
    return text.toString();
  }

  private static Set<String> properties(String json) {
    Set<String> properties = new TreeSet<>();
    copy(json, (path, parser, copy) -> {
      // What is in the metadata is the user's.
      if (!path.startsWith("metadata.")) {
        properties.add(path);
      }
      copy.copyCurrentEvent(parser);
    });
    return properties;
  }

  private static String without(String property, String json) {
    return copy(json, (path, parser, copy) -> {
      if (path.equals(property)) {
        parser.nextToken();
        parser.skipChildren();
      } else {
        copy.copyCurrentEvent(parser);
      }
    });
  }

  private List<String> read(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("model.json"), json);
    if (properties(json).contains("loadings")) {
      return FactorModelFile.read(file, Backends.standard().automatic()).featureNames();
    }
    return properties(json).contains("degreesOfFreedom")
        ? StudentModelFile.read(file, Backends.standard().automatic()).featureNames()
        : ModelFile.read(file).featureNames();
  }

  @Test
  void description_hasWhatIsWritten_andNothingElse() throws IOException {
    Set<String> written = new TreeSet<>();
    files().forEach(json -> written.addAll(properties(json)));

    assertThat(written).isEqualTo(new TreeSet<>(described().keySet()));
  }

  @Test
  void description_tellsWhatMayBeMissing() throws IOException {
    for (Map.Entry<String, Boolean> property : described().entrySet()) {
      String whole = files().stream()
          .filter(json -> properties(json).contains(property.getKey()))
          .findFirst()
          .orElseThrow();
      String rest = without(property.getKey(), whole);
      if (property.getKey().equals("noise")) {
        rest = rest.replace("\"weights\":[0.25,0.5]", "\"weights\":[0.5,0.5]");
      }
      if (property.getKey().equals("degreesOfFreedom")) {
        rest = without("tails", rest);
      }
      String json = rest;
      assertThat(properties(json)).doesNotContain(property.getKey());
      if (property.getValue()) {
        assertThatCode(() -> read(json)).as(property.getKey()).doesNotThrowAnyException();
      } else {
        assertThatExceptionOfType(DataException.class)
            .as(property.getKey())
            .isThrownBy(() -> read(json));
      }
    }
  }

  @Test
  void example_isAModelFile() throws IOException {
    String section = section();
    int begin = section.indexOf("```json\n") + "```json\n".length();
    String example = section.substring(begin, section.indexOf("```", begin));

    assertThat(read(example)).containsExactly("eruptions", "waiting");
    assertThat(described().keySet()).containsAll(properties(example));
  }
}
