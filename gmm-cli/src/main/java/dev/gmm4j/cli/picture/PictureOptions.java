package dev.gmm4j.cli.picture;

import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.option.Suggestion;
import dev.gmm4j.io.ClassLabels;
import dev.gmm4j.io.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of what pictures show. */
@OptionGroup.In(OptionGroup.PICTURES)
public final class PictureOptions {
  private static final double PICTURE_SCALE = 2;
  private static final double ANIMATION_SCALE = 1;
  private static final double LARGEST_SCALE = 8;

  private static final String DIRECTIONS = "--directions";
  private static final String SHADE = "--shade";

  /** Colours and shapes of points that can be told apart. */
  private static final int MOST_CLASSES = 32;

  /** Names of features that a message has room for. */
  private static final int MOST_NAMES = 10;

  private static final String IMAGE_SIZE = "--image-size";
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})x(\\d{1,9})");

  /** Smaller squares are more often other features than images. */
  private static final int FEWEST_PIXELS = 64;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      converter = PictureKind.Converter.class,
      completionCandidates = PictureKind.Converter.class,
      defaultValue = "auto",
      description = {
        "What the picture shows. Default: ${DEFAULT-VALUE}.",
        "  auto       density, contour or pairs, for one,",
        "             two or more features",
        "  density    histogram and densities of a feature",
        "  scatter    two features, ellipses of components",
        "  contour    the same with density contours",
        "  clusters   data and predicted clusters beside",
        "             each other",
        "  certainty  the surer of its component, the",
        "             larger a point",
        "  directions all features, projected onto the two",
        "             directions that tell components apart",
        "  pairs      each of 2 to 8 features against each",
        "  trace      log-likelihood by iteration",
        "  means      of images: the components' means",
        "  loadings   of images: those of factors"
      })
  private PictureKind kind = PictureKind.AUTO;

  @Option(
      names = "--axes",
      split = ",",
      paramLabel = "FEATURE",
      description =
          "The features that pictures show, by name or by index from 0 among the features. Default:"
              + " all; where they are more than there is room for, those that differ most between"
              + " components, or for kinds of two features all, projected as for directions.")
  private List<String> axes = List.of();

  @Option(
      names = DIRECTIONS,
      paramLabel = "L|crimcoords",
      converter = DirectionChoice.Converter.class,
      description = {
        "The directions that features are projected onto.",
        "Default: 1 if that gives two of them, else 0.5.",
        "  L           how much means count beside",
        "              covariances, from 0 to 1",
        "  crimcoords  means, in units of the variance",
        "              within"
      })
  private @Nullable DirectionChoice directions;

  @Option(
      names = SHADE,
      paramLabel = "KIND",
      converter = Shade.Converter.class,
      completionCandidates = Shade.Converter.class,
      description = {
        "What the ground of points is coloured by.",
        "Default: regions for directions, else none.",
        "  none         nothing",
        "  regions      the likeliest component or class",
        "  uncertainty  how unsure that is"
      })
  private @Nullable Shade shade;

  @Option(
      names = IMAGE_SIZE,
      paramLabel = "WxH",
      description =
          "The width and height in pixels of images whose pixels are the features, row by row from the top."
              + " Default: square.")
  private @Nullable String imageSize;

  @Option(
      names = "--color-by",
      paramLabel = "COLUMN",
      description =
          "Show known classes: the column of DATA, by name or by index from 0, that gives points their colours. Its"
              + " cells are text or numbers, and it is no feature.")
  private @Nullable String classColumn;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Stands above the picture. Default: data and model.")
  private String title = "";

  @Option(
      names = "--scale",
      paramLabel = "S",
      description = "Pixels for each unit of length. Default: 2 for PNG, 1 for GIF.")
  private @Nullable Double scale;

  /** Returns the pixels for each unit of length of a picture. */
  public double pictureScale() {
    return scale == null ? PICTURE_SCALE : scale;
  }

  /** Returns the pixels for each unit of length of an animation, which has many pictures. */
  public double animationScale() {
    return scale == null ? ANIMATION_SCALE : scale;
  }

  /**
   * Checks what can be checked before the data is read.
   *
   * @throws ParameterException if a picture cannot have the scale
   */
  public void check() {
    if (scale != null && !(scale > 0 && scale <= LARGEST_SCALE)) {
      throw refusal("--scale", "scale must be in (0, 8], but was " + scale);
    }
  }

  /** Returns the column of known classes, or null if pictures have the colours of components. */
  public @Nullable String classColumn() {
    return classColumn;
  }

  /**
   * Refuses a picture of loadings where the model has none.
   *
   * @param needed what has them
   * @throws ParameterException if it was asked for
   */
  public void requireNoLoadings(String needed) {
    if (kind == PictureKind.LOADINGS) {
      throw refusal("--kind", kind.label() + " needs " + needed);
    }
  }

  /** Returns what kind of picture was asked for. */
  PictureKind kind() {
    return kind;
  }

  /**
   * Returns the picture that was asked for.
   *
   * @throws ParameterException if it cannot be drawn of such data
   */
  public Picture choose(Dataset dataset) {
    requireFewClasses(dataset);
    List<Integer> chosen = chosen(dataset);
    List<Integer> shown = chosen.isEmpty() ? all(dataset) : chosen;
    if (kind == PictureKind.TRACE) {
      if (classColumn != null) {
        throw refusal("--color-by", "trace shows no rows");
      }
      return new Picture(kind, List.of(), title);
    }
    if (kind.isOfImages()) {
      if (classColumn != null || !chosen.isEmpty()) {
        throw refusal(
            classColumn == null ? "--axes" : "--color-by", kind.label() + " shows no rows");
      }
      return new Picture(kind, List.of(), title).ofImages(imageWidth(dataset));
    }
    PictureKind suiting = kind == PictureKind.AUTO ? suiting(shown.size()) : kind;
    if (directions != null && !isProjected(suiting, shown)) {
      throw refusal(DIRECTIONS, suiting.label() + " shows features as they are");
    }
    if (shade != null && !(suiting.least() == 2)) {
      throw refusal(SHADE, suiting.label() + " has no ground to shade");
    }
    if (kind == PictureKind.AUTO && chosen.isEmpty() && shown.size() > suiting.most()) {
      return picture(suiting, List.of());
    }
    if (isProjected(suiting, shown)) {
      return projected(suiting, chosen, dataset);
    }
    require(suiting.label(), suiting.least(), suiting.most(), chosen, dataset);
    return picture(suiting, shown);
  }

  /** Returns the kind of so many features; where directions are asked for it is theirs. */
  private PictureKind suiting(int features) {
    return directions == null ? PictureKind.suiting(features) : PictureKind.DIRECTIONS;
  }

  private boolean isProjected(PictureKind suiting, List<Integer> shown) {
    boolean tooMany = suiting.isPlane() && axes.isEmpty() && shown.size() > 2;
    return suiting == PictureKind.DIRECTIONS || tooMany;
  }

  private Picture projected(PictureKind suiting, List<Integer> chosen, Dataset dataset) {
    List<String> names = dataset.columnNames();
    if (!chosen.isEmpty()) {
      throw refusal("--axes", suiting.label() + " shows all features; choose with --columns");
    }
    if (names.size() < suiting.least()) {
      throw new ParameterException(
          command.commandLine(),
          suiting.label() + " shows 2 or more features, but " + dataset.name() + " has 1: "
              + names.get(0));
    }
    return picture(suiting, List.of());
  }

  private Picture picture(PictureKind chosen, List<Integer> shown) {
    Picture usual = new Picture(chosen, shown, title);
    return new Picture(
        chosen,
        shown,
        title,
        directions == null ? usual.directions() : directions,
        shade == null ? usual.shade() : shade,
        0);
  }

  /**
   * Returns the picture of a classifier that was asked for: of many features directions, where nothing else is.
   *
   * @throws ParameterException if it cannot be drawn of such data
   */
  public Picture chooseOfClasses(Dataset dataset) {
    boolean isProjected =
        kind == PictureKind.AUTO && axes.isEmpty() && dataset.columnNames().size() > 2;
    if (isProjected) {
      requireFewClasses(dataset);
      return projected(PictureKind.DIRECTIONS, List.of(), dataset);
    }
    return choose(dataset);
  }

  /**
   * Returns the picture of a mixture of t distributions that was asked for, whose features are shown as they are.
   *
   * @throws ParameterException if it cannot be drawn of such data
   */
  public Picture chooseOfTails(Dataset dataset) {
    Picture picture = choose(dataset);
    if (picture.isProjected()) {
      throw refusal(
          directions == null ? "--kind" : DIRECTIONS,
          "directions need a Gaussian mixture, but the model is a mixture of t distributions; choose two features"
              + " with --axes");
    }
    return picture;
  }

  /**
   * Returns the picture of a page that shows what it can.
   *
   * @throws ParameterException if features were asked for that there are not
   */
  public Picture chooseAny(Dataset dataset) {
    requireFewClasses(dataset);
    List<Integer> chosen = chosen(dataset);
    List<Integer> shown = chosen.isEmpty() ? all(dataset) : chosen;
    PictureKind suiting = PictureKind.suiting(shown.size());
    boolean fits = shown.size() <= suiting.most();
    if (!fits && !chosen.isEmpty()) {
      require(suiting.label(), suiting.least(), suiting.most(), chosen, dataset);
    }
    return picture(suiting, fits ? shown : List.of());
  }

  /**
   * Returns the same with the width of images where features are pixels: a size was given, or there are enough of them that
   * make a square.
   *
   * @throws ParameterException if features were asked for that there are not, or images of another number of pixels
   */
  public Picture chooseAnyOfFactors(Dataset dataset) {
    int features = dataset.columnNames().size();
    boolean areImages = imageSize != null || (features >= FEWEST_PIXELS && isSquare(features));
    return chooseAny(dataset).ofImages(areImages ? imageWidth(dataset) : 0);
  }

  private static boolean isSquare(int features) {
    long side = Math.round(Math.sqrt(features));
    return side * side == features;
  }

  private int imageWidth(Dataset dataset) {
    int features = dataset.columnNames().size();
    if (imageSize == null) {
      if (!isSquare(features)) {
        throw new ParameterException(
            command.commandLine(),
            "--kind " + kind.label() + " needs " + IMAGE_SIZE + ": the " + features
                + " features make no square");
      }
      return (int) Math.round(Math.sqrt(features));
    }
    Matcher size = SIZE.matcher(imageSize);
    if (!size.matches()) {
      throw refusal(
          IMAGE_SIZE, "expected width and height such as 28x28, but was '" + imageSize + "'");
    }
    long width = Long.parseLong(size.group(1));
    long height = Long.parseLong(size.group(2));
    if (width * height != features) {
      throw refusal(
          IMAGE_SIZE,
          "width times height must be " + features + ", the number of features, but was "
              + width * height);
    }
    return (int) width;
  }

  /**
   * Returns the one or two features of an animation.
   *
   * @throws ParameterException if they are to be chosen, and were not
   */
  public Picture chooseAnimated(Dataset dataset) {
    List<Integer> chosen = chosen(dataset);
    require("an animation", 1, 2, chosen, dataset);
    List<Integer> shown = chosen.isEmpty() ? all(dataset) : chosen;
    return new Picture(PictureKind.suiting(shown.size()), shown, title);
  }

  private void requireFewClasses(Dataset dataset) {
    ClassLabels classes = dataset.classes();
    if (classes != null && classes.names().size() > MOST_CLASSES) {
      throw refusal(
          "--color-by",
          "classes must be <= " + MOST_CLASSES + " to be told apart, but " + classes.column()
              + " has " + classes.names().size() + " different values");
    }
  }

  private void require(String what, int least, int most, List<Integer> chosen, Dataset dataset) {
    List<String> names = dataset.columnNames();
    int count = chosen.isEmpty() ? names.size() : chosen.size();
    if (count >= least && count <= most) {
      return;
    }
    String some = least == most ? "" : least + (most == least + 1 ? " or " : " to ");
    String room = what + " shows " + some + most + " feature" + (most == 1 ? "" : "s");
    if (!chosen.isEmpty()) {
      throw refusal(
          "--axes", room + ", but " + count + (count == 1 ? " was" : " were") + " chosen");
    }
    String problem = room + ", but " + dataset.name() + " has " + count;
    throw new ParameterException(
        command.commandLine(),
        count < least
            ? problem + ": " + names.get(0)
            : problem + ": choose with --axes among " + listed(names));
  }

  private List<Integer> chosen(Dataset dataset) {
    List<String> names = dataset.columnNames();
    List<Integer> chosen = new ArrayList<>();
    for (String axis : axes) {
      int index = index(axis.strip(), names);
      if (index < 0) {
        throw refusal(
            "--axes",
            dataset.name() + " has no feature '" + axis.strip() + "': it has " + listed(names)
                + Suggestion.of(axis.strip(), names));
      }
      if (chosen.contains(index)) {
        throw refusal("--axes", "the feature " + names.get(index) + " is chosen twice");
      }
      chosen.add(index);
    }
    return chosen;
  }

  /** As for {@code --columns}: digits are an index, whatever names there are. */
  private static int index(String axis, List<String> names) {
    if (!axis.matches("[0-9]{1,9}")) {
      return names.indexOf(axis);
    }
    int index = Integer.parseInt(axis);
    return index < names.size() ? index : -1;
  }

  private static List<Integer> all(Dataset dataset) {
    return IntStream.range(0, dataset.columnNames().size()).boxed().toList();
  }

  private static String listed(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    return names.size() <= MOST_NAMES
        ? shown
        : shown + " and " + (names.size() - MOST_NAMES) + " more";
  }

  private ParameterException refusal(String option, String problem) {
    return OptionErrors.invalidValue(command, option, problem);
  }

  /** Tells whether an option was given. */
  public boolean isGiven(String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }
}
