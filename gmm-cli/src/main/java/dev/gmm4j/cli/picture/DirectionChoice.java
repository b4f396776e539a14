package dev.gmm4j.cli.picture;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The directions that a picture projects onto.
 *
 * @param basis how they are found
 * @param lambda λ of {@link Basis#LAMBDA}, in [0, 1]
 */
public record DirectionChoice(Basis basis, double lambda) {
  static final DirectionChoice MOST_APART = new DirectionChoice(Basis.MOST_APART, 1);

  /** The ways in which directions are found. */
  public enum Basis {
    MOST_APART,
    LAMBDA,
    CRIMCOORDS
  }

  /** Understands the values of {@code --directions}. */
  static final class Converter implements ITypeConverter<DirectionChoice> {
    @Override
    public DirectionChoice convert(String text) {
      if (text.equals("crimcoords")) {
        return new DirectionChoice(Basis.CRIMCOORDS, 1);
      }
      double lambda;
      try {
        lambda = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "expected a number in [0, 1] or crimcoords but was '" + text + "'");
      }
      if (!(lambda >= 0 && lambda <= 1)) {
        throw new TypeConversionException("lambda must be in [0, 1], but was " + text);
      }
      return new DirectionChoice(Basis.LAMBDA, lambda);
    }
  }
}
