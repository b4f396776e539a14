package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People with any common colour blindness tell the components' colours apart. */
class PaletteTest {
  /** As seen without red, green and blue cones: Machado, Oliveira and Fernandes (2009), on linear RGB. */
  private static final double[][][] SEEN = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {
      {0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}
    },
    {
      {0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}
    },
    {
      {1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}
    },
  };

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void colours_differ(int sight) {
    for (int i = 0; i < Palette.size(); i++) {
      for (int j = 0; j < i; j++) {
        // A difference of 2.3 is just noticed side by side (Mahy et al. 1994).
        assertThat(distance(Palette.component(i), Palette.component(j), sight))
            .as("%d and %d", i, j)
            .isGreaterThan(9);
      }
      assertThat(distance(Palette.component(i), Palette.BACKGROUND, sight)).isGreaterThan(30);
    }
  }

  @Test
  void repeatedColours_haveAnotherMark() {
    int all = Palette.size() * Mark.values().length;
    for (int i = 0; i < all; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(Palette.component(i).equals(Palette.component(j))
                && Mark.component(i) == Mark.component(j))
            .as("%d and %d", i, j)
            .isFalse();
      }
    }
  }

  /** In CIELAB. */
  private static double distance(Color first, Color second, int sight) {
    double[] a = lab(first, SEEN[sight]);
    double[] b = lab(second, SEEN[sight]);
    return Math.sqrt(
        Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
  }

  private static double[] lab(Color color, double[][] seen) {
    double[] rgb = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
    double[] s = new double[3];
    for (int i = 0; i < 3; i++) {
      double sum = seen[i][0] * rgb[0] + seen[i][1] * rgb[1] + seen[i][2] * rgb[2];
      s[i] = Math.max(0, Math.min(1, sum));
    }
    double x = f((0.4124 * s[0] + 0.3576 * s[1] + 0.1805 * s[2]) / 0.9505);
    double y = f(0.2126 * s[0] + 0.7152 * s[1] + 0.0722 * s[2]);
    double z = f((0.0193 * s[0] + 0.1192 * s[1] + 0.9505 * s[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double f(double t) {
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
  }
}
