package dev.gmm4j.cli.bench;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The size of a fit.
 *
 * @param rows at least 1
 * @param features at least 1
 * @param components at least 1, at most rows
 */
record BenchShape(long rows, int features, int components) {
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})([kM]?)x(\\d{1,9})x(\\d{1,9})");

  @Override
  public String toString() {
    return rows + " rows, " + features + (features == 1 ? " feature, " : " features, ") + components
        + (components == 1 ? " component" : " components");
  }

  /** Understands shapes such as {@code 100kx10x8}. */
  static final class Converter implements ITypeConverter<BenchShape> {
    @Override
    public BenchShape convert(String text) {
      Matcher matcher = SYNTAX.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "expected ROWSxFEATURESxCOMPONENTS, such as 100kx10x8, but was '" + text + "'");
      }
      long unit = switch (matcher.group(2)) {
        case "k" -> 1000;
        case "M" -> 1_000_000;
        default -> 1;
      };
      long rows = Long.parseLong(matcher.group(1)) * unit;
      int features = Integer.parseInt(matcher.group(3));
      int components = Integer.parseInt(matcher.group(4));
      require(features >= 1, "features must be >= 1, but was %d", features);
      require(components >= 1, "components must be >= 1, but was %d", components);
      require(rows >= components, "rows must be >= components = %d, but was %d", components, rows);
      require(
          rows * features <= Integer.MAX_VALUE - 8L,
          "rows times features must be at most %d, but was %d",
          Integer.MAX_VALUE - 8,
          rows * features);
      return new BenchShape(rows, features, components);
    }

    private static void require(boolean condition, String format, Object... arguments) {
      if (!condition) {
        throw new TypeConversionException(String.format(Locale.ROOT, format, arguments));
      }
    }
  }
}
