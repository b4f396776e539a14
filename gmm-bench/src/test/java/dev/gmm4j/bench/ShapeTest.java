package dev.gmm4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void shape_isReadAsItIsWritten() {
    Shape shape = new Shape(10_000_000, 4, 256);

    assertThat(Shape.parse(shape.toString())).isEqualTo(shape);
    assertThat(shape.work()).isEqualTo(1e7 * 16 * 256);
  }

  @Test
  void shape_ofTwoNumbers_isRefused() {
    assertThatThrownBy(() -> Shape.parse("10x2")).hasMessageEndingWith("but was 10x2");
  }
}
