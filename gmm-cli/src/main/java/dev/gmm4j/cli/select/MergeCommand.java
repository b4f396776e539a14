package dev.gmm4j.cli.select;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.MissingUse;
import dev.gmm4j.cli.input.ModelAndDataOptions;
import dev.gmm4j.cli.input.WeightsOption;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.output.MissingSummary;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.OutputFiles;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.PictureFile;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.JsonObject;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Merges a model's components to clusters. */
@Command(
    name = "merge",
    sortOptions = false,
    header = {
      "Merge a model's components to clusters.",
      "",
      "  gmm merge model.json data/faithful.csv",
      ""
    },
    customSynopsis = "gmm merge MODEL DATA [OPTIONS]",
    description = {
      "",
      "Finds which components belong together: again and again the two are merged that lower the entropy of the"
          + " rows' labels the most (Baudry et al. 2010). The model stays as it is; a cluster is several of its"
          + " components.",
      "",
      "Prints the clusters of each number, and where the entropy has its elbow. With --labels writes CSV with a line"
          + " for each row: label, the cluster's index from 0, and p0, p1, ..., the clusters' probabilities.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm merge model.json faithful.csv --plot merging.png",
      "  gmm merge model.json faithful.csv --clusters 2 --labels clusters.csv",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class MergeCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin
  private final ModelAndDataOptions evaluation = new ModelAndDataOptions();

  @Mixin
  private final WeightsOption weights = new WeightsOption();

  @Option(
      names = "--clusters",
      paramLabel = "G",
      description =
          "The number of clusters for --labels. Default: that at the elbow, of at least four components.")
  private @Nullable Integer clusters;

  @Option(
      names = "--labels",
      paramLabel = "FILE.csv",
      description = "Where to write the rows' clusters; written whole or not at all.")
  private @Nullable Path labels;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png|FILE.svg",
      description =
          "Where to draw the clusters, the tree in which they merge, and the entropy against their number.")
  private @Nullable Path plot;

  @Mixin
  private final JsonOption json = new JsonOption();

  /** Creates the command, which reads and writes some streams. */
  public MergeCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    OutputFiles.check(spec, "--labels", labels);
    PictureFile.check(spec, "--plot", plot, PictureFile.PICTURE);
    if (clusters != null && clusters < 1) {
      throw refusal("clusters must be >= 1, but was " + clusters);
    }
    evaluation.use(MissingUse.OBSERVED);
    evaluation.run(weights, streams, this::merge);
    return ExitStatus.DONE;
  }

  private ParameterException refusal(String problem) {
    return OptionErrors.invalidValue(spec, "--clusters", problem);
  }

  private void merge(GaussianMixture model, Dataset dataset) throws IOException {
    ModelAndDataOptions.requireNoNoise(model, evaluation.modelFile());
    if (clusters != null && clusters > model.components()) {
      throw refusal("clusters must be <= " + model.components()
          + ", the model's components, but was " + clusters);
    }
    ComponentMerging merging;
    try {
      merging = ComponentMerging.of(model, dataset.samples());
    } catch (InvalidSamplesException e) {
      throw InvalidSampleLocation.located(e, dataset, 0);
    }
    weights.note(dataset, streams);
    if (labels != null) {
      int count = clusters == null ? elbow(merging) : clusters;
      AtomicFile.writeText(labels, writer -> writeLabels(merging, dataset, count, writer));
    }
    if (plot != null) {
      int count = clusters == null ? merging.elbow().orElse(model.components()) : clusters;
      ModelPictures.write(MergingPicture.of(merging, dataset, count), plot, 2);
    }
    streams.print(json.isGiven() ? toJson(dataset, merging) + "\n" : toTable(dataset, merging));
  }

  private int elbow(ComponentMerging merging) {
    return merging
        .elbow()
        .orElseThrow(() -> refusal("clusters must be given for --labels: of "
            + NumberText.count(merging.model().components(), "component") + " there is no elbow"));
  }

  private static void writeLabels(
      ComponentMerging merging, Dataset dataset, int count, Writer writer) throws IOException {
    writer.append("label");
    for (int g = 0; g < count; g++) {
      writer.append(",p").append(Integer.toString(g));
    }
    writer.append('\n');
    double[][] probabilities = merging.responsibilities(dataset.samples(), count);
    int[] predicted = merging.predict(dataset.samples(), count);
    for (int i = 0; i < predicted.length; i++) {
      // Nothing is known of a row without any value but how large clusters are.
      writer.append(predicted[i] == GaussianMixture.NO_LABEL ? "" : Integer.toString(predicted[i]));
      for (double probability : probabilities[i]) {
        writer.append(',').append(Double.toString(probability));
      }
      writer.append('\n');
    }
  }

  /** Returns the components of each cluster, as in {@code 0+3 1 2}. */
  private static String groups(int[] cluster, int count) {
    return IntStream.range(0, count)
        .mapToObj(g -> IntStream.range(0, cluster.length)
            .filter(k -> cluster[k] == g)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("+")))
        .collect(Collectors.joining(" "));
  }

  private String toTable(Dataset dataset, ComponentMerging merging) {
    int components = merging.model().components();
    Table summary = new Table(List.of(Table.Align.LEFT, Table.Align.LEFT));
    summary.add(List.of(
        "data", dataset.name() + ", " + NumberText.count(dataset.samples().count(), "row")));
    MissingSummary.addTo(summary, dataset);
    summary.add(List.of("model", NumberText.count(components, "component")));
    merging
        .elbow()
        .ifPresent(
            elbow -> summary.add(List.of("elbow", "at " + NumberText.count(elbow, "cluster"))));
    Table table = new Table(
        List.of(Table.Align.RIGHT, Table.Align.RIGHT, Table.Align.RIGHT, Table.Align.LEFT));
    table.add(List.of("clusters", "entropy", "drop", "components of each"));
    for (int count = components; count >= 1; count--) {
      double drop = count == components
          ? Double.NaN
          : merging.merges().get(components - count - 1).entropyDrop();
      table.add(List.of(
          Integer.toString(count),
          NumberText.fixed(merging.entropy(count), 3),
          Double.isNaN(drop) ? "" : NumberText.fixed(drop, 3),
          groups(merging.clusters(count), count)));
    }
    StringBuilder text = new StringBuilder().append(summary).append('\n').append(table);
    String gap = "\n";
    if (labels != null) {
      text.append(gap)
          .append("labels written to ")
          .append(PlainText.of(labels.toString()))
          .append('\n');
      gap = "";
    }
    if (plot != null) {
      text.append(gap)
          .append("picture written to ")
          .append(PlainText.of(plot.toString()))
          .append('\n');
    }
    return text.toString();
  }

  private static JsonObject toJson(Dataset dataset, ComponentMerging merging) {
    int components = merging.model().components();
    JsonObject object = new JsonObject()
        .put("data", dataset.name())
        .put("rows", dataset.samples().count())
        .put("components", components);
    MissingSummary.addTo(object, dataset);
    merging.elbow().ifPresent(elbow -> object.put("elbow", elbow));
    return object
        .put(
            "clusterings",
            IntStream.iterate(components, count -> count >= 1, count -> count - 1)
                .mapToObj(count -> new JsonObject()
                    .put("clusters", count)
                    .put("entropy", merging.entropy(count))
                    .put("clusterOfComponent", merging.clusters(count)))
                .toList())
        .put(
            "merges",
            merging.merges().stream()
                .map(merge -> new JsonObject()
                    .put("clusters", merge.clusters())
                    .put("first", merge.first())
                    .put("second", merge.second())
                    .put("entropyDrop", merge.entropyDrop())
                    .put("weight", merge.weight()))
                .toList());
  }
}
