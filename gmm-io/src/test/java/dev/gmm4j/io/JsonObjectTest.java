package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
  @Test
  void toString_isIndentedJson() {
    JsonObject object = new JsonObject()
        .put("text", "é 𝄞 / '")
        .put("none", (String) null)
        .put("whole", Long.MIN_VALUE)
        .put("truth", true)
        .put("numbers", new double[] {0.1, -0.0, 1e22})
        .put("indices", new int[] {1, -2})
        .put("noNumbers", new double[0])
        .putTexts("names", List.of("a", "b"))
        .put("object", new JsonObject().put("inner", false))
        .put("none of them", List.of())
        .put("list", List.of(new JsonObject().put("a", 1), new JsonObject()))
        .putNested("matrix", new double[][] {{1, 2}, {3, 4}})
        .putNested("stack", new double[][][] {{{1}, {2}}, {{3}, {4}}});

    assertThat(object).hasToString("""
        {
          "text": "é 𝄞 / '",
          "none": null,
          "whole": -9223372036854775808,
          "truth": true,
          "numbers": [0.1, -0.0, 1.0E22],
          "indices": [1, -2],
          "noNumbers": [],
          "names": ["a", "b"],
          "object": {
            "inner": false
          },
          "none of them": [],
          "list": [
            {
              "a": 1
            },
            {
            }
          ],
          "matrix": [
            [1.0, 2.0],
            [3.0, 4.0]
          ],
          "stack": [
            [
              [1.0],
              [2.0]
            ],
            [
              [3.0],
              [4.0]
            ]
          ]
        }""");
  }

  @Test
  void namesAndTexts_areEscaped() {
    assertThat(new JsonObject().put("\"name\"", "\"quoted\" \\ tab\t line\n \u0001"))
        .hasToString("{\n  \"\\\"name\\\"\": \"\\\"quoted\\\" \\\\ tab\\t line\\n \\u0001\"\n}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
  void numberThatIsNotFinite_isNull(double number) {
    JsonObject object =
        new JsonObject().put("number", number).put("numbers", new double[] {1, number});

    assertThat(object).hasToString("{\n  \"number\": null,\n  \"numbers\": [1.0, null]\n}");
  }

  @Test
  void number_isWrittenAsJavaDoes() {
    for (double number :
        new double[] {Double.MIN_VALUE, Double.MAX_VALUE, 2e-3, 0x1p-44, 1.0 / 3, 1e7, 123456.0}) {
      assertThat(new JsonObject().put("x", number)).hasToString("{\n  \"x\": " + number + "\n}");
    }
  }
}
